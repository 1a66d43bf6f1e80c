import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const auditRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'audit_log',
    kept: 'for ever',
    why: 'Each entry proves the one before it. It names people of the team, never a buyer.',
  },
  { table: 'audit_chains', kept: 'for ever', why: 'The end of the chain, one row an organization.' },
];
