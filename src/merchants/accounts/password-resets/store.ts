import { sql } from 'kysely';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';

/** @returns when it ends to be good */
export async function insertPasswordReset(
  handle: Handle,
  reset: { tokenHash: Buffer; userId: string; lifeSeconds: number },
  offsetMs: number,
): Promise<Date> {
  const now = databaseNow(offsetMs);
  const row = await firstRow(
    handle,
    sql<{ expiresAt: Date }>`
      insert into password_resets (token_hash, user_id, created_at, expires_at)
      values (${reset.tokenHash}, ${reset.userId}, ${now}, ${now} + ${reset.lifeSeconds} * interval '1 second')
      returning expires_at as "expiresAt"
    `,
  );
  return (row as { expiresAt: Date }).expiresAt;
}

/** Whose new password a token is for, while it is good. */
export async function selectResetUser(
  handle: Handle,
  tokenHash: Buffer,
  offsetMs: number,
): Promise<string | undefined> {
  const row = await firstRow(
    handle,
    sql<{ userId: string }>`
      select user_id as "userId" from password_resets
      where token_hash = ${tokenHash} and expires_at > ${databaseNow(offsetMs)}
    `,
  );
  return row?.userId;
}

/** Takes a token away; a second taker finds nothing. */
export async function takePasswordReset(
  handle: Handle,
  tokenHash: Buffer,
  offsetMs: number,
): Promise<boolean> {
  const row = await firstRow(
    handle,
    sql`
      delete from password_resets where token_hash = ${tokenHash} and expires_at > ${databaseNow(offsetMs)}
      returning user_id
    `,
  );
  return row !== undefined;
}

export type OpenReset = { readonly email: string; readonly expiresAt: Date };

export async function selectResetsOf(handle: Handle, emails: readonly string[]): Promise<OpenReset[]> {
  return rows(
    handle,
    sql<OpenReset>`
      select u.email, r.expires_at as "expiresAt" from password_resets r join users u on u.id = r.user_id
      where u.email = any(${emails}::text[])
    `,
  );
}

export async function deleteEndedResets(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'password_resets', { where, order: sql`expires_at` }, limit);
}

export async function deleteResetsOf(handle: Handle, userId: string): Promise<void> {
  await sql`delete from password_resets where user_id = ${userId}`.execute(handle);
}
