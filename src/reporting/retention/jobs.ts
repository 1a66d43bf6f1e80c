import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { retentionJob } from '#platform/jobs/retention-job.ts';
import { retentionRules } from './rules.ts';

/** Keeps every rule of retention. */
export function keepRetentionJob(): Job<Context> {
  return retentionJob(retentionRules);
}
