import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { sandboxRefundRetention } from './refunds/retention.ts';
import { deleteOldPayments } from './store.ts';

const dayMs = 86_400_000;

export const sandboxRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'sandbox_payments',
    kept: '90 days after they were decided, longer while their attempt waits for the answer',
    setting: 'RETENTION_SANDBOX_DAYS',
    why: 'They stand for the book of a bank; ours keeps the payment.',
    sweep: async ({ database, clock, config }, limit) => {
      const before = new Date(clock.now().getTime() - config.retention.sandboxDays * dayMs);
      return swept(await deleteOldPayments(database.handle, before, limit, clock.offsetMs), limit);
    },
  },
  sandboxRefundRetention,
  {
    table: 'sandbox_simulators',
    kept: 'for ever',
    why: 'One row an organization: the faults that the sandbox plays.',
  },
];
