import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteEndedResets } from './store.ts';

export const passwordResetRetention: RetentionRule<Context> = {
  table: 'password_resets',
  kept: 'until they are used or expire',
  why: 'Nobody can use them after that.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteEndedResets(database.handle, limit, clock.offsetMs), limit),
};
