import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { readNow } from './store.ts';

/** Reads what a page shows as it was at one moment, whatever is committed meanwhile. `now` is the database's time. */
export function inSnapshot<T>(
  { database, clock }: Context,
  read: (tx: Handle, now: Date) => Promise<T>,
): Promise<T> {
  return database.pages.snapshot(async (tx) => read(tx, await readNow(tx, clock.offsetMs)));
}
