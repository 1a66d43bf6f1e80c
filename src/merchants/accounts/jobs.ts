import { forgetOldTries } from '#merchants/tries/forget-old-tries.ts';
import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { deleteEndedSessions } from './store.ts';

const hourMs = 60 * 60 * 1000;

export const accountJobs: Job<Context>[] = [
  {
    name: 'sweep-sessions',
    pollIntervalMs: hourMs,
    runDue: async (context) => {
      await context.database.transaction((tx) => deleteEndedSessions(tx, context.clock.offsetMs));
      await forgetOldTries(context);
      return 0;
    },
  },
];
