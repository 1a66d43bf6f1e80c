import type { Handle } from '#platform/db/database.ts';
import { countByKey, encryptedColumns } from './store.ts';

/** What the texts of one key are, and how many of each. */
export type KeyNeed = { readonly keyId: string; readonly texts: Readonly<Record<string, number>> };

/** Which encryption keys the database needs to be read whole, with what needs them. */
export async function findKeyNeeds(handle: Handle): Promise<KeyNeed[]> {
  const needs = new Map<string, Record<string, number>>();
  for (const column of encryptedColumns) {
    for (const { keyId, count } of await countByKey(handle, column))
      needs.set(keyId, { ...needs.get(keyId), [column.what]: count });
  }
  return [...needs].map(([keyId, texts]) => ({ keyId, texts }));
}

/** "authenticator apps: 2, webhook secrets: 1", as people read it. */
export function inWords({ texts }: KeyNeed): string {
  return Object.entries(texts)
    .map(([what, count]) => `${what}: ${count}`)
    .join(', ');
}
