import { forgetOldTries } from '#merchants/tries/forget-old-tries.ts';
import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { forgetOldPlaces } from './devices/remember-device.ts';
import { runAccountTasks } from './later/run-account-tasks.ts';
import { sweepPasswordResets } from './resets/sweep-password-resets.ts';
import { deleteEndedSessions } from './store.ts';

const hourMs = 60 * 60 * 1000;

export const accountJobs: Job<Context>[] = [
  { name: 'account-tasks', pollIntervalMs: 1_000, runDue: runAccountTasks },
  {
    name: 'sweep-sessions',
    pollIntervalMs: hourMs,
    runDue: async (context) => {
      await context.database.transaction((tx) => deleteEndedSessions(tx, context.clock.offsetMs));
      await forgetOldPlaces(context);
      await sweepPasswordResets(context);
      await forgetOldTries(context);
      return 0;
    },
  },
];
