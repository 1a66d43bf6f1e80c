import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteOldApiRequests } from './store.ts';

const keptDays = 30;
/** Of an organization and mode; about a thousand more may stand there for moments. */
export const keptOfMode = 10_000;

export const apiRequestRetention: RetentionRule<Context> = {
  table: 'api_requests',
  kept: `${keptDays} days, and of each organization and mode the last ${keptOfMode.toLocaleString('en')}`,
  why: 'For developers to see what their programs asked: patterns and results, no bodies, values or addresses.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteOldApiRequests(database.handle, keptDays, limit, clock.offsetMs), limit),
};
