import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Belonging, Membership } from './membership.ts';
import {
  holdFirstMembership,
  holdMembership,
  selectBelongings,
  selectInvitingOrganization,
} from './store.ts';

/** A step: where a person signs in to, the organization joined first; held until the transaction ends. */
export async function findFirstMembership(tx: Handle, userId: string): Promise<Membership | undefined> {
  return holdFirstMembership(tx, userId);
}

/** A step: what a person is in an organization, held until the transaction ends. */
export async function findMembership(
  tx: Handle,
  organizationId: string,
  userId: string,
): Promise<Membership | undefined> {
  return holdMembership(tx, organizationId, userId);
}

/**
 * A step: in whose name a person is written to about their account: the organization joined first, else the one that
 * invites them last.
 */
export async function findMailOrganization(
  tx: Handle,
  { clock }: Context,
  user: { id: string; email: string },
): Promise<string | undefined> {
  const membership = await holdFirstMembership(tx, user.id);
  return membership?.organizationId ?? selectInvitingOrganization(tx, user.email, clock.offsetMs);
}

/** A step: all organizations that a person belongs to, the first joined first. */
export async function findBelongings(handle: Handle, userId: string): Promise<Belonging[]> {
  return selectBelongings(handle, userId);
}
