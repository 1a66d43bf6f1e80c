import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const receiptRetention: RetentionRule<Context> = {
  table: 'receipts',
  kept: 'for ever',
  why: 'Tax law asks for receipts for six to ten years, whose numbers must have no gap. They hold name, company, tax id and country of the buyer.',
};

export const receiptCounterRetention: RetentionRule<Context> = {
  table: 'receipt_counters',
  kept: 'for ever',
  why: 'The number that was given last in each organization, mode and year.',
};
