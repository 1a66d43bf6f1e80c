import type { RetentionRule } from '#platform/db/retention.ts';

export const taskRetention: RetentionRule<unknown> = {
  table: 'tasks',
  kept: 'until the work is done',
  why: 'Each is work that waits.',
};
