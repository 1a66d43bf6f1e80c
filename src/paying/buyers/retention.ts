import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';
import { forgetUnpaid } from './forget-unpaid.ts';

export const buyerRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'checkouts',
    rows: 'buyers of those that were never paid',
    kept: '30 days after the checkout closed; then name, addresses, mail, phone, tax id, card, references and return addresses are blanked, in its transaction, attempts and events too',
    setting: 'RETENTION_UNPAID_DAYS',
    why: 'Nobody needs them any more. The row stays: statistics count it, and `verify` proves what they count.',
    sweep: (context, limit) => forgetUnpaid(context, context.config.retention.unpaidDays, limit),
  },
  {
    table: 'checkouts',
    rows: 'those that were paid',
    kept: 'for ever, with their buyer until `forget-buyer`',
    why: 'Books, receipts and refunds rest on them.',
  },
  {
    table: 'forgotten_buyers',
    kept: 'for ever',
    why: 'A keyed hash of each address that asked to be forgotten, so that a restored backup can forget it again.',
  },
];
