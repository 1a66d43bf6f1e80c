import type { RetentionRule } from '#platform/db/retention.ts';

export const rateSumRetention: RetentionRule<unknown> = {
  table: 'rate_sums',
  kept: 'an hour, by the job that exchanges them',
  why: 'No limit looks further back.',
};
