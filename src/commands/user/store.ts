import { sql } from 'kysely';
import type { Handle } from '#platform/db/database.ts';

/** Sets a password whatever it was before, as only the operator may. */
export async function updatePasswordHash(
  handle: Handle,
  userId: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await sql`
    update users set password_hash = ${passwordHash}, updated_at = ${now} where id = ${userId}
  `.execute(handle);
}
