import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { deleteOldDeliveries } from './store.ts';

const keptDays = 30;
const batch = 1_000;

/** Forgets deliveries that ended long ago; the events themselves stay. */
export const sweepDeliveriesJob: Job<Context> = {
  name: 'sweep-deliveries',
  pollIntervalMs: 3_600_000,
  runDue: ({ database, clock }) => deleteOldDeliveries(database.handle, keptDays, batch, clock.offsetMs),
};
