import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { Bucket, Count, NewCount } from './tries.ts';

/** How often was tried in each bucket; nobody else counts there until the transaction ends. */
export async function holdCounts(
  handle: Handle,
  buckets: readonly Bucket[],
  offsetMs: number,
): Promise<Count[]> {
  const now = databaseNow(offsetMs);
  // One text for however many buckets, in the same order always, so that two tries never wait for each other in a circle.
  const asked = sql`jsonb_to_recordset(${JSON.stringify(buckets)}::jsonb) as asked(bucket text, subject text)`;
  await sql`
    insert into rate_limits (bucket, subject, window_started_at, count)
    select bucket, subject, ${now}, 0 from ${asked} order by bucket, subject
    on conflict (bucket, subject) do nothing
  `.execute(handle);
  return rows(
    handle,
    sql<Count>`
      select bucket, subject, count, extract(epoch from ${now} - window_started_at)::double precision as "ageSeconds"
      from rate_limits where (bucket, subject) in (select bucket, subject from ${asked})
      order by bucket, subject for update
    `,
  );
}

export async function writeCounts(
  handle: Handle,
  counts: readonly NewCount[],
  offsetMs: number,
): Promise<void> {
  await sql`
    update rate_limits set count = least(made.count, 1000000),
      window_started_at = case when made."startsNow" then ${databaseNow(offsetMs)} else rate_limits.window_started_at end
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
      as made(bucket text, subject text, count integer, "startsNow" boolean)
    where rate_limits.bucket = made.bucket and rate_limits.subject = made.subject
  `.execute(handle);
}

/** Gives one counted try back. */
export async function giveTryBack(handle: Handle, { bucket, subject }: Bucket): Promise<void> {
  await sql`
    update rate_limits set count = count - 1 where bucket = ${bucket} and subject = ${subject} and count > 0
  `.execute(handle);
}

/** The row stays, for whoever counts in it at the same moment. */
export async function forgetTries(handle: Handle, { bucket, subject }: Bucket): Promise<void> {
  await sql`
    update rate_limits set count = 0 where bucket = ${bucket} and subject = ${subject}
  `.execute(handle);
}

/** Forgets what was tried at every address with this account, whose hash the subjects begin with. */
export async function forgetPairs(handle: Handle, { bucket, subject }: Bucket): Promise<void> {
  // After hexadecimal digits comes `g`, in every order of letters.
  await sql`
    update rate_limits set count = 0
    where bucket = ${bucket} and subject > ${subject} and subject < ${`${subject}g`} and starts_with(subject, ${`${subject}:`})
  `.execute(handle);
}

/** Removes rows that no limit looks at any more. */
export async function deleteOldTries(
  handle: Handle,
  olderThanSeconds: number,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`window_started_at < ${databaseNow(offsetMs)} - ${olderThanSeconds} * interval '1 second'`;
  return deleteSome(handle, 'rate_limits', { where, order: sql`window_started_at` }, limit);
}
