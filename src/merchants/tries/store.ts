import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import type { Bucket, Count } from './tries.ts';

/** Counts one try in each bucket, in the order given, and tells how full each is now. */
export async function countTries(
  handle: Handle,
  buckets: readonly Bucket[],
  windowSeconds: number,
  offsetMs: number,
): Promise<Count[]> {
  const now = databaseNow(offsetMs);
  const length = sql`${windowSeconds} * interval '1 second'`;
  const values = buckets.map(({ bucket, subject }) => sql`(${bucket}, ${subject}, ${now}, 1)`);
  return rows(
    handle,
    sql<Count>`
      insert into rate_limits as tried (bucket, subject, window_started_at, count)
      values ${sql.join(values)}
      on conflict (bucket, subject) do update set
        count = case when tried.window_started_at + ${length} <= ${now} then 1 else least(tried.count + 1, 1000000) end,
        window_started_at = case when tried.window_started_at + ${length} <= ${now} then ${now} else tried.window_started_at end
      returning bucket, count,
        greatest(1, ceil(extract(epoch from window_started_at + ${length} - ${now})))::integer as "secondsLeft"
    `,
  );
}

/** Gives one counted try back. */
export async function giveTryBack(handle: Handle, { bucket, subject }: Bucket): Promise<void> {
  await sql`
    update rate_limits set count = count - 1 where bucket = ${bucket} and subject = ${subject} and count > 0
  `.execute(handle);
}

export async function forgetTries(handle: Handle, { bucket, subject }: Bucket): Promise<void> {
  await sql`delete from rate_limits where bucket = ${bucket} and subject = ${subject}`.execute(handle);
}

/** Removes rows whose window is long over. */
export async function deleteOldTries(handle: Handle, offsetMs: number): Promise<void> {
  await sql`
    delete from rate_limits where window_started_at < ${databaseNow(offsetMs)} - interval '1 day'
  `.execute(handle);
}
