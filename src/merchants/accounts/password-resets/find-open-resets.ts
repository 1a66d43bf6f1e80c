import type { Handle } from '#platform/db/database.ts';
import { type OpenReset, selectResetsOf } from './store.ts';

/** A step: the ways to a new password that were mailed to these addresses and were not used. */
export async function findOpenResets(handle: Handle, emails: readonly string[]): Promise<OpenReset[]> {
  return emails.length === 0 ? [] : selectResetsOf(handle, emails);
}
