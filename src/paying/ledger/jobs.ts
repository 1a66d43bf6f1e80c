import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { reserveReleaseEntry } from './ledger.ts';
import { insertEntries, takeDueReserves } from './store.ts';

const batch = 50;

/** Makes what was held back available when its days are over. */
export const releaseReservesJob: Job<Context> = {
  name: 'release-reserves',
  pollIntervalMs: 10_000,
  runDue: ({ database, clock }) =>
    database.transaction(async (tx) => {
      const due = await takeDueReserves(tx, batch, clock.offsetMs);
      for (const reserve of due) {
        const entry = { ...reserveReleaseEntry(reserve, reserve.amountMinor), id: uuidv7(clock.now()) };
        await insertEntries(tx, reserve.organizationId, [entry], clock.offsetMs);
      }
      return due.length;
    }),
};
