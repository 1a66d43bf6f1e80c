import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';
import type { SealedKey } from './fixed-key.ts';

/** Stores the key unless there is one. */
export async function insertSealedKey(tx: Handle, sealed: SealedKey): Promise<void> {
  await sql`
    insert into fixed_key (id, sealed, created_at) values (1, ${sealed}::text[], now()) on conflict (id) do nothing
  `.execute(tx);
}

/** The stored key, locked against other instances that start. */
export async function lockSealedKey(tx: Handle): Promise<SealedKey | undefined> {
  const row = await firstRow<{ sealed: SealedKey }>(
    tx,
    sql`select sealed from fixed_key where id = 1 for update`,
  );
  return row?.sealed;
}

export async function updateSealedKey(tx: Handle, sealed: SealedKey): Promise<void> {
  await sql`update fixed_key set sealed = ${sealed}::text[] where id = 1`.execute(tx);
}

/** A key that nothing can open is made anew at the next start. */
export async function deleteSealedKey(tx: Handle): Promise<void> {
  await sql`delete from fixed_key`.execute(tx);
}
