import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteOldRefunds } from './store.ts';

const dayMs = 86_400_000;

export const sandboxRefundRetention: RetentionRule<Context> = {
  table: 'sandbox_refunds',
  kept: '90 days after they were decided, longer while their refund waits for the answer',
  setting: 'RETENTION_SANDBOX_DAYS',
  why: 'They stand for the book of a bank; ours keeps the refund.',
  sweep: async ({ database, clock, config }, limit) => {
    const before = new Date(clock.now().getTime() - config.retention.sandboxDays * dayMs);
    return swept(await deleteOldRefunds(database.handle, before, limit), limit);
  },
};
