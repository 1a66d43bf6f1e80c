import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const mollieRetention: RetentionRule<Context> = {
  table: 'mollie_payments',
  kept: 'for ever',
  why: 'They say which attempts never become a payment, and to which attempt a notification belongs. They hold ids only.',
};
