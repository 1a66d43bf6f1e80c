import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

const why = 'The books; laws ask for six to ten years, and they name nobody.';

export const ledgerRetention: readonly RetentionRule<Context>[] = [
  { table: 'ledger_entries', kept: 'for ever', why },
  { table: 'ledger_postings', kept: 'for ever', why },
  { table: 'reserves', kept: 'for ever', why },
];
