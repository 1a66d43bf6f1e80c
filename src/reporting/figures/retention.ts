import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

const why = 'Statistics show them; one row for each day on which something happened.';

export const figureRetention: readonly RetentionRule<Context>[] = [
  { table: 'daily_figures', kept: 'for ever', why },
  { table: 'daily_link_figures', kept: 'for ever', why },
  { table: 'daily_balances', kept: 'for ever', why },
  { table: 'figure_progress', kept: 'for ever', why: 'How far days are summed, one row an organization.' },
];
