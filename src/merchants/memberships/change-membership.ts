import type { Role } from '#platform/contract/roles.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Seat } from './membership.ts';
import { deleteMembership, lockMemberships, updateRole } from './store.ts';

/** A step: everybody in an organization as they are now; nobody else changes that until the transaction ends. */
export async function holdMemberships(tx: Handle, organizationId: string): Promise<Seat[]> {
  return lockMemberships(tx, organizationId);
}

/** A step: gives a member another role. */
export async function setRole(tx: Handle, organizationId: string, userId: string, role: Role): Promise<void> {
  await updateRole(tx, organizationId, userId, role);
}

/** A step: takes a person out of an organization. */
export async function endMembership(tx: Handle, organizationId: string, userId: string): Promise<void> {
  await deleteMembership(tx, organizationId, userId);
}
