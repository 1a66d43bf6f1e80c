import type { Database } from '#platform/db/database.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { StoredKey } from '../idempotency.ts';
import { type ChangeCheckout, createChangeCheckout } from './change-checkouts.ts';
import { createLateStarts, type LateStarts } from './late-starts.ts';
import { findStoredKey } from './load-checkouts.ts';
import { createStartCheckout, type StartCheckout } from './start-checkouts.ts';

/** The two doors to the tables that every buyer writes: start a checkout, change a checkout. */
export type HotPath = {
  readonly start: StartCheckout;
  /** Starts that nobody knows to have been done. */
  readonly lateStarts: LateStarts;
  readonly change: ChangeCheckout;
  /** What is kept under an idempotency key, if anything. */
  readonly findKey: (organizationId: string, scope: string) => Promise<StoredKey | undefined>;
};

export function createHotPath(database: Database, clock: Clock): HotPath {
  const lateStarts = createLateStarts(database, clock);
  return {
    start: createStartCheckout(database, clock, lateStarts),
    lateStarts,
    change: createChangeCheckout(database, clock),
    findKey: (organizationId, scope) => findStoredKey(database.run, organizationId, scope, clock.offsetMs),
  };
}
