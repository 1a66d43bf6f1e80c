import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { wipeCredentials } from './store.ts';

export const connectionRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'connections',
    kept: 'for ever, disconnected ones too',
    why: 'Payments name them; they hold no secret.',
  },
  {
    table: 'connection_credentials',
    kept: 'while the provider is connected; then until nothing is open there, at most 180 days',
    why: 'Payments and refunds that are under way are still resolved with them.',
    sweep: async ({ database, clock }, limit) =>
      swept(await wipeCredentials(database.handle, limit, clock.offsetMs), limit),
  },
  {
    table: 'key_confirmations',
    kept: 'for ever',
    why: 'Who said last that the keys are backed up, one row an organization.',
  },
];
