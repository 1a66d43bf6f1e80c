import type { Context } from '#platform/context.ts';
import { deleteOldTries } from './store.ts';
import { limits } from './tries.ts';

const longestSeconds = Math.max(
  ...Object.values(limits).map((limit) =>
    'most' in limit ? limit.windowSeconds : limit.forgottenAfterSeconds,
  ),
);

/** Removes counts of tries that no limit looks at any more. */
export async function forgetOldTries(context: Context): Promise<void> {
  await context.database.transaction((tx) => deleteOldTries(tx, longestSeconds, context.clock.offsetMs));
}
