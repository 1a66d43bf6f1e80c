import type pg from 'pg';
import { type Clock, monotonicMs } from '#platform/kit/clock.ts';

export type DatabaseClock = {
  /** The given clock, put right by the database's where the two differ by more than a second. */
  readonly clock: Clock;
  /** Measures; says so once when the clocks differ, and once when they agree again. */
  check(): Promise<void>;
  /** How far the database's clock was ahead of this machine's when it was measured last. */
  readonly aheadMs: number;
};

type Log = Readonly<Record<'warn' | 'info', (fields: Record<string, unknown>, message: string) => void>>;

/** What one looks past: nothing that is kept depends on less. */
const toleratedMs = 1_000;
const tries = 3;

/**
 * Times that are kept and compared by statements are the database's. What this process works out itself (figures, ends
 * of sessions and keys, the audit log) has to agree with them, so an instance whose clock is wrong goes by the database's.
 */
export function createDatabaseClock(
  own: Clock,
  database: { readonly pool: Pick<pg.Pool, 'query'> },
  log: Log,
): DatabaseClock {
  let aheadMs = 0;
  let correctionMs = 0;
  return {
    clock: {
      now: () => new Date(own.now().getTime() + correctionMs),
      get offsetMs() {
        return own.offsetMs;
      },
    },
    get aheadMs() {
      return aheadMs;
    },
    check: async () => {
      aheadMs = await measure(own, database.pool);
      const before = correctionMs;
      correctionMs = Math.abs(aheadMs) > toleratedMs ? aheadMs : 0;
      if ((before === 0) === (correctionMs === 0)) return;
      const fields = { ahead_ms: aheadMs };
      if (correctionMs === 0) log.info(fields, 'the clocks of this machine and the database agree again');
      else
        log.warn(fields, 'the clock of this machine differs from the database’s, which counts: set it right');
    },
  };
}

/** The answer was made half-way through the wait for it; of several waits the shortest says most. */
async function measure(own: Clock, pool: Pick<pg.Pool, 'query'>): Promise<number> {
  let best = { roundTripMs: Number.POSITIVE_INFINITY, aheadMs: 0 };
  for (let attempt = 0; attempt < tries; attempt++) {
    const startedMs = monotonicMs();
    const sentAtMs = own.now().getTime() - own.offsetMs;
    const { rows } = await pool.query<{ nowMs: number }>(
      'select extract(epoch from clock_timestamp())::double precision * 1000 as "nowMs"',
    );
    const roundTripMs = monotonicMs() - startedMs;
    const aheadMs = Math.round((rows[0]?.nowMs ?? sentAtMs) - sentAtMs - roundTripMs / 2);
    if (roundTripMs < best.roundTripMs) best = { roundTripMs, aheadMs };
  }
  return best.aheadMs;
}
