import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const apiKeyRetention: RetentionRule<Context> = {
  table: 'api_keys',
  kept: 'for ever, revoked ones too',
  why: 'The audit log names them; there are few, and only a hash of each is kept.',
};
