import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const transferRetention: RetentionRule<Context> = {
  table: 'bank_transfers',
  kept: 'for ever; the name of a forgotten buyer goes with the checkout',
  why: 'They say what was asked for, and where money was to come: one may arrive late.',
};
