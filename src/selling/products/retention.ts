import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const productRetention: RetentionRule<Context> = {
  table: 'products',
  kept: 'for ever',
  why: 'Merchants make them by hand; those that are not sold any more are switched off.',
};
