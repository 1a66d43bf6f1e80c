import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';
import { knownForSeconds } from './known-device.ts';

/** Those of the marks that the account with this address knows. Nobody's address takes the same work. */
export async function selectKnownMarks(
  handle: Handle,
  email: string,
  marks: readonly Buffer[],
  offsetMs: number,
): Promise<Buffer[]> {
  const found = await rows(
    handle,
    sql<{ mark: Buffer }>`
      select k.mark from known_devices k join users u on u.id = k.user_id
      where u.email = ${email} and k.mark in (${sql.join(marks)})
        and k.seen_at > ${databaseNow(offsetMs)} - ${knownForSeconds} * interval '1 second'
    `,
  );
  return found.map(({ mark }) => mark);
}

export async function upsertMarks(
  handle: Handle,
  userId: string,
  marks: readonly Buffer[],
  offsetMs: number,
): Promise<void> {
  const values = marks.map((mark) => sql`(${userId}, ${mark}, ${databaseNow(offsetMs)})`);
  await sql`
    insert into known_devices (user_id, mark, seen_at) values ${sql.join(values)}
    on conflict (user_id, mark) do update set seen_at = excluded.seen_at
  `.execute(handle);
}

export async function deleteMark(handle: Handle, userId: string, mark: Buffer): Promise<void> {
  await sql`delete from known_devices where user_id = ${userId} and mark = ${mark}`.execute(handle);
}

export async function deleteMarks(handle: Handle, userId: string): Promise<void> {
  await sql`delete from known_devices where user_id = ${userId}`.execute(handle);
}

export async function deleteOldMarks(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const where = sql`seen_at <= ${databaseNow(offsetMs)} - ${knownForSeconds} * interval '1 second'`;
  return deleteSome(handle, 'known_devices', { where, order: sql`seen_at` }, limit);
}
