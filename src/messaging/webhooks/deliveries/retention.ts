import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteOldDeliveries } from './store.ts';

const keptDays = 30;

export const deliveryRetention: RetentionRule<Context> = {
  table: 'webhook_deliveries',
  kept: `${keptDays} days, longer while they wait for a retry`,
  why: 'For merchants to see what was sent; the events themselves stay.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteOldDeliveries(database.handle, keptDays, limit, clock.offsetMs), limit),
};
