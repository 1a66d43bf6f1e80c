import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const organizationRetention: RetentionRule<Context> = {
  table: 'organizations',
  kept: 'for ever',
  why: 'Everything else belongs to one; an operator suspends it.',
};
