import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { closeDays } from './close-days.ts';

export const closeDaysJob: Job<Context> = {
  name: 'close-days',
  pollIntervalMs: 60_000,
  runDue: closeDays,
};
