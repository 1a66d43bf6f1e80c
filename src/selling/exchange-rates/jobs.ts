import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { fetchEcbRate } from './fetch-ecb-rate.ts';
import { claimFetch, scheduleFetch } from './store.ts';

const leaseSeconds = 60;
// The bank publishes once a day; asking every hour finds it soon, and costs nothing.
const everySeconds = 3_600;

/** Keeps the exchange rate fresh where the operator chose the bank's. */
export const fetchRatesJob: Job<Context> = {
  name: 'fetch-exchange-rates',
  pollIntervalMs: 10_000,
  runDue: async (context) => {
    if (context.config.fxSource !== 'ecb') return 0;
    const { database, clock } = context;
    const claimed = await claimFetch(database.handle, leaseSeconds, clock.offsetMs);
    if (!claimed) return 0;
    try {
      await fetchEcbRate(context);
      await scheduleFetch(database.handle, everySeconds, 0, clock.offsetMs);
    } catch (error) {
      const failures = claimed.failures + 1;
      await scheduleFetch(
        database.handle,
        Math.min(30 * 2 ** failures, everySeconds),
        failures,
        clock.offsetMs,
      );
      context.log.warn({ err: error, failures }, 'the exchange rate could not be fetched');
    }
    return 1;
  },
};
