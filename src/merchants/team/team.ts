import type { Seat } from '#merchants/memberships/membership.ts';
import { problem } from '#platform/contract/errors.ts';
import { decidesAbout, isAtLeast, type Role, roles } from '#platform/contract/roles.ts';
import type { Problem } from '#platform/kit/problem.ts';

export type Member = Seat & {
  readonly email: string;
  readonly name: string;
  readonly joinedAt: Date;
  readonly hasSecondFactor: boolean;
  /** When they last did something in this organization, to the minute; null where no session of theirs is known any more. */
  readonly lastActiveAt: Date | null;
};

export type Invitation = {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly inviterName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** One that was just made; with its link where it was not mailed. */
export type NewInvitation = Invitation & { readonly link: string | null };

export function invalidInvitation(): Problem {
  return problem('invalid_invitation', {
    detail:
      'This invitation was used, replaced or withdrawn, is too old, or came from somebody who may not invite you any more; ask for a new one.',
    field: 'token',
  });
}

export const invitationLifeSeconds = 7 * 24 * 60 * 60;

function isAbove(left: Role, right: Role): boolean {
  return !isAtLeast(right, left);
}

/** Admins and owners are made, changed and removed by owners only; viewers and staff by admins too. */
export function checkAuthority(actor: Role, concerned: Role): Problem | undefined {
  if (decidesAbout(actor, concerned)) return undefined;
  return problem('insufficient_role', {
    detail: `Only an owner decides about the role ${concerned}; yours is ${actor}. Ask an owner of the organization.`,
  });
}

/** The roles that somebody of this role invites nobody to; all of them for somebody who is not in the team. */
export function rolesBeyond(actor: Role | undefined): Role[] {
  return roles.filter((role) => actor === undefined || checkAuthority(actor, role) !== undefined);
}

/** The problem with giving a member another role; `team` is all of the organization, as it is now. */
export function checkRoleChange(
  team: readonly Seat[],
  actor: Seat,
  member: Seat,
  role: Role,
): Problem | undefined {
  const isOwn = actor.userId === member.userId;
  if (isOwn && isAbove(role, member.role)) {
    return problem('insufficient_role', {
      detail: 'Nobody raises their own role; ask an owner of the organization.',
    });
  }
  // Whoever steps down needs nobody's leave.
  const isSteppingDown = isOwn && isAbove(member.role, role);
  const refusal = isSteppingDown
    ? undefined
    : (checkAuthority(actor.role, member.role) ?? checkAuthority(actor.role, role));
  return refusal ?? (role === 'owner' ? undefined : checkOwnerLeft(team, member));
}

/** The problem with taking a member out of the team. Anybody who may remove others may leave. */
export function checkRemoval(team: readonly Seat[], actor: Seat, member: Seat): Problem | undefined {
  const isOwn = actor.userId === member.userId;
  const refusal = isOwn ? undefined : checkAuthority(actor.role, member.role);
  return refusal ?? checkOwnerLeft(team, member);
}

function checkOwnerLeft(team: readonly Seat[], leaving: Seat): Problem | undefined {
  if (leaving.role !== 'owner') return undefined;
  if (team.some(({ userId, role }) => role === 'owner' && userId !== leaving.userId)) return undefined;
  return problem('last_owner', {
    detail: 'This is the only owner; make somebody else an owner first.',
  });
}
