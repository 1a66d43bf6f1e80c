import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { runAccountTasks } from './account-tasks/run-account-tasks.ts';

export const accountJobs: Job<Context>[] = [
  { name: 'account-tasks', pollIntervalMs: 1_000, runDue: runAccountTasks },
];
