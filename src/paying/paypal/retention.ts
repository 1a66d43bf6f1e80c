import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const paypalRetention: RetentionRule<Context> = {
  table: 'paypal_orders',
  kept: 'for ever',
  why: 'They say which orders are never captured, and to which payment a refund or a dispute belongs. They hold ids only.',
};
