import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';
import { sweepOvertakenEvents } from './sweep-overtaken-events.ts';

export const transactionRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'transactions',
    kept: 'for ever; the address of a buyer who never paid goes with the checkout',
    why: 'The books and every list of payments read them.',
  },
  {
    table: 'events',
    rows: 'those of payments and refunds',
    kept: 'for ever, or as long as it says where a later one tells of the same payment or refund',
    setting: 'RETENTION_EVENTS_DAYS',
    why: 'The feed can be read from its beginning. The last word about each payment and refund always stays.',
    sweep: async (context, limit) => {
      const { eventsDays } = context.config.retention;
      if (eventsDays === undefined) return { rows: 0, isDone: true };
      return sweepOvertakenEvents(context, eventsDays, limit);
    },
  },
];
