import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteEndedCodes } from './store.ts';

export const refundRetention: readonly RetentionRule<Context>[] = [
  { table: 'refunds', kept: 'for ever', why: 'They belong to the books.' },
  {
    table: 'refund_codes',
    kept: 'until they expire, ten minutes',
    why: 'Nobody can use them after that.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteEndedCodes(database.handle, limit, clock.offsetMs), limit),
  },
];
