import type { Context } from '#platform/context.ts';
import { deleteEndedResets } from './store.ts';

/** Removes tokens that nobody can use any more. */
export async function sweepPasswordResets({ database, clock }: Context): Promise<void> {
  await deleteEndedResets(database.handle, clock.offsetMs);
}
