import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const endpointRetention: RetentionRule<Context> = {
  table: 'webhook_endpoints',
  kept: 'for ever',
  why: 'One row an organization and mode.',
};
