import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteOldTries } from './store.ts';
import { limits } from './tries.ts';

const longestSeconds = Math.max(
  ...Object.values(limits).map((limit) =>
    'most' in limit ? limit.windowSeconds : limit.forgottenAfterSeconds,
  ),
);

export const triesRetention: RetentionRule<Context> = {
  table: 'rate_limits',
  kept: `${longestSeconds / 3_600} hours, the longest that a limit looks back`,
  why: 'They count wrong passwords and the like.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteOldTries(database.handle, longestSeconds, limit, clock.offsetMs), limit),
};
