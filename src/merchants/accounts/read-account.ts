import { findBelongings } from '#merchants/memberships/find-memberships.ts';
import type { Membership } from '#merchants/memberships/membership.ts';
import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Handle } from '#platform/db/database.ts';
import type { User } from './account.ts';
import type { Account } from './show-account.ts';

/** A step: a person in one of their organizations, with the list of all. */
export async function readAccount(handle: Handle, user: User, membership: Membership): Promise<Account> {
  return {
    user,
    organization: await getOrganization(handle, membership.organizationId),
    role: membership.role,
    organizations: await findBelongings(handle, user.id),
  };
}
