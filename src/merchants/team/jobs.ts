import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { deleteEndedInvitations } from './store.ts';

const hourMs = 60 * 60 * 1000;

export const teamJobs: Job<Context>[] = [
  {
    name: 'sweep-invitations',
    pollIntervalMs: hourMs,
    runDue: async ({ database, clock }) => {
      await deleteEndedInvitations(database.handle, clock.offsetMs);
      return 0;
    },
  },
];
