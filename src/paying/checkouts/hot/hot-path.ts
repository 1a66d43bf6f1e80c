import type { Database } from '#platform/db/database.ts';
import type { Clock } from '#platform/kit/clock.ts';
import { type ChangeCheckout, createChangeCheckout } from './change-checkouts.ts';
import { createStartCheckout, type StartCheckout } from './start-checkouts.ts';

/** The two doors to the tables that every buyer writes: start a checkout, change a checkout. */
export type HotPath = { readonly start: StartCheckout; readonly change: ChangeCheckout };

export function createHotPath(database: Database, clock: Clock): HotPath {
  return { start: createStartCheckout(database, clock), change: createChangeCheckout(database, clock) };
}
