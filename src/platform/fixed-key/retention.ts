import type { RetentionRule } from '#platform/db/retention.ts';

export const fixedKeyRetention: RetentionRule<unknown> = {
  table: 'fixed_key',
  kept: 'for ever',
  why: 'One row: the key by which stored hashes are found again.',
};
