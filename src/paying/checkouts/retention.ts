import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteExpiredKeys } from './store.ts';

export const checkoutRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'attempts',
    kept: 'for ever; the card of a buyer who never paid goes with the checkout',
    why: 'They say how each payment went.',
  },
  {
    table: 'idempotency_keys',
    kept: 'until they expire, 24 hours',
    why: 'A request is recognized for that long.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteExpiredKeys(database.handle, limit, clock.offsetMs), limit),
  },
];
