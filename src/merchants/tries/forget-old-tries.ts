import type { Context } from '#platform/context.ts';
import { deleteOldTries } from './store.ts';

/** Removes counts of tries that no limit looks at any more. */
export async function forgetOldTries(context: Context): Promise<void> {
  await context.database.transaction((tx) => deleteOldTries(tx, context.clock.offsetMs));
}
