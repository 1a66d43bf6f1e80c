import type { Belonging } from '#merchants/memberships/membership.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import { showOrganization } from '#merchants/organizations/show-organization.ts';
import type { SignedInAnswer, TeamSessionAnswer } from '#platform/contract/accounts.ts';
import type { Role } from '#platform/contract/roles.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Session, TeamSession, User } from './account.ts';
import type { OpenedSession } from './open-session.ts';

export type Account = {
  readonly user: User;
  readonly organization: Organization;
  readonly role: Role;
  /** All that the person belongs to. */
  readonly organizations: readonly Belonging[];
};
export type SignedIn = Account & OpenedSession;

/** Who is signed in, and where. */
export function showAccount({ user, organization, role, organizations }: Account) {
  return {
    user: { id: formatId('usr', user.id), email: user.email, name: user.name },
    organization: showOrganization(organization),
    role,
    organizations: organizations.map((belonging) => ({
      id: formatId('org', belonging.organizationId),
      name: belonging.organizationName,
      role: belonging.role,
    })),
  };
}

/** The one answer that holds the tokens. */
export function showSignedIn(signedIn: SignedIn): SignedInAnswer {
  return {
    access_token: signedIn.accessToken,
    expires_at: formatInstant(signedIn.expiresAt),
    ...(signedIn.deviceToken === undefined ? {} : { device_token: signedIn.deviceToken }),
    ...showAccount(signedIn),
  };
}

export function showSession(session: Session, currentSessionId: string) {
  return {
    id: formatId('ses', session.id),
    user_agent: session.userAgent,
    address: session.address,
    current: session.id === currentSessionId,
    created_at: formatInstant(session.createdAt),
    last_used_at: formatInstant(session.lastUsedAt),
    expires_at: formatInstant(session.expiresAt),
  };
}

export function showTeamSession(session: TeamSession, currentSessionId: string): TeamSessionAnswer {
  return {
    ...showSession(session, currentSessionId),
    user: { id: formatId('usr', session.userId), email: session.email, name: session.name },
    method: session.method,
    second_factor: session.secondFactor,
  };
}
