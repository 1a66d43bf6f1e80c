import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const exchangeRateRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'exchange_rates',
    kept: 'for ever',
    why: 'One row a day; they show which rate was published when prices were converted.',
  },
  { table: 'exchange_rate_fetches', kept: 'for ever', why: 'One row for each source of rates.' },
];
