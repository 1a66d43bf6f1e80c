import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const organizationRetention: RetentionRule<Context> = {
  table: 'organizations',
  kept: 'for ever',
  why: 'Everything else belongs to one; an operator suspends it.',
};

export const formerSellerRetention: RetentionRule<Context> = {
  table: 'former_sellers',
  kept: 'for ever',
  why: 'What a seller was until a change, for a receipt that is issued later than its payment.',
};
