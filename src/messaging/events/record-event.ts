import type { Handle } from '#platform/db/database.ts';
import type { NewEvent } from './event.ts';
import { insertEvents } from './store.ts';

export type { NewEvent } from './event.ts';

/** Writes events in the transaction of the change they tell, so that neither exists without the other. */
export async function recordEvents(tx: Handle, events: readonly NewEvent[], now: Date): Promise<void> {
  if (events.length > 0) await insertEvents(tx, events, now);
}
