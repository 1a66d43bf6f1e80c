import type { Handle } from '#platform/db/database.ts';
import { deleteFactors, lockPerson } from './store.ts';

/** A step: takes all away that a person has beside the password, with sign-ins that wait for it. */
export async function resetFactors(tx: Handle, userId: string): Promise<void> {
  await lockPerson(tx, userId);
  await deleteFactors(tx, userId);
}
