import type { Handle } from '#platform/db/database.ts';
import type { Entry } from './ledger.ts';
import { insertManyEntries } from './store.ts';

/** A step: books many entries at once, in the transaction of what they tell. */
export async function writeEntries(
  tx: Handle,
  organizationId: string,
  entries: readonly (Entry & { readonly id: string })[],
  offsetMs: number,
): Promise<void> {
  if (entries.length > 0) await insertManyEntries(tx, organizationId, entries, offsetMs);
}
