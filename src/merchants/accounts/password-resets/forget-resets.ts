import type { Handle } from '#platform/db/database.ts';
import { deleteResetsOf } from './store.ts';

/** A step: what was mailed to this person before leads nowhere. */
export async function forgetResets(tx: Handle, userId: string): Promise<void> {
  await deleteResetsOf(tx, userId);
}
