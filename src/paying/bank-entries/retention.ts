import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const bankEntryRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'bank_statements',
    kept: 'for ever',
    why: 'Which files were handed in, when and by whom; the files themselves are not kept.',
  },
  {
    table: 'bank_entries',
    kept: 'for ever; who paid and what they wrote goes with a forgotten buyer. Of your own payments only day, amount and a digest are kept',
    why: 'The proof that money came, and what a file that is handed in again is recognized by.',
  },
  {
    table: 'bank_matches',
    kept: 'for ever',
    why: 'Which money belongs to which payment; the books rest on it.',
  },
  {
    table: 'bank_refunds',
    kept: 'for ever',
    why: 'Which refunds were sent by transfer, and the debit that proves it.',
  },
  {
    table: 'bank_refund_files',
    kept: 'for ever',
    why: 'Which refunds were in which file, and who fetched it.',
  },
  {
    table: 'statement_mappings',
    kept: 'for ever',
    why: 'What the columns of a table mean, so that nobody has to say it again.',
  },
];
