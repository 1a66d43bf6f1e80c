import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';
import { deleteInternal, deletePublicWithoutPayment } from './store.ts';
import { sweepEvents } from './sweep-events.ts';

const internalDays = 7;

export const eventRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'events',
    rows: 'internal ones',
    kept: `${internalDays} days; changes of links for ever`,
    why: 'Jobs read them within minutes. Changes of links are made by hand and shown on the first page of the dashboard.',
    sweep: (context, limit) =>
      sweepEvents(context, 'internal events', internalDays, limit, (tx, slice) =>
        deleteInternal(tx, slice, limit),
      ),
  },
  {
    table: 'events',
    rows: 'public ones that tell of no payment',
    kept: 'for ever, or as long as it says',
    setting: 'RETENTION_EVENTS_DAYS',
    why: 'The feed can be read from its beginning.',
    sweep: async (context, limit) => {
      const { eventsDays } = context.config.retention;
      if (eventsDays === undefined) return { rows: 0, isDone: true };
      return sweepEvents(context, 'public events', eventsDays, limit, (tx, slice) =>
        deletePublicWithoutPayment(tx, slice, limit),
      );
    },
  },
  { table: 'event_positions', kept: 'for ever', why: 'The last position given, one row an organization.' },
  { table: 'event_relay', kept: 'for ever', why: 'Which instance gives positions, one row in all.' },
  {
    table: 'retention_progress',
    kept: 'for ever',
    why: 'Up to when a rule looked through events, a few rows an organization.',
  },
];
