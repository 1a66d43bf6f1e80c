import { sql } from 'kysely';
import { type Database, databaseNow, firstRow, type Handle } from '#platform/db/database.ts';
import type { PublishedRate } from './ecb-file.ts';

// Good for seven calendar days after its date, because the bank publishes none on its holidays.
const readLatest = {
  name: 'read_exchange_rate',
  text: `select to_char(date, 'YYYY-MM-DD') as date, rate_millionths as "rateMillionths" from exchange_rates
    where source = 'ecb' and date >= (now() + $1::double precision * interval '1 millisecond')::date - 7
    order by date desc limit 1`,
};

export async function selectLatestRate(
  database: Database,
  offsetMs: number,
): Promise<PublishedRate | undefined> {
  return (await database.run<PublishedRate>(readLatest, [offsetMs]))[0];
}

export async function insertRate(handle: Handle, rate: PublishedRate, offsetMs: number): Promise<void> {
  await sql`
    insert into exchange_rates (source, date, rate_millionths, fetched_at)
    values ('ecb', ${rate.date}::date, ${rate.rateMillionths}, ${databaseNow(offsetMs)})
    on conflict (source, date) do update set rate_millionths = excluded.rate_millionths, fetched_at = excluded.fetched_at
  `.execute(handle);
}

/** Takes the fetch when it is due, and moves it ahead, so that of many instances one asks. */
export async function claimFetch(
  handle: Handle,
  leaseSeconds: number,
  offsetMs: number,
): Promise<{ failures: number } | undefined> {
  return firstRow<{ failures: number }>(
    handle,
    sql`
      update exchange_rate_fetches set due_at = ${databaseNow(offsetMs)} + ${leaseSeconds} * interval '1 second'
      where source = 'ecb' and due_at <= ${databaseNow(offsetMs)} returning failures
    `,
  );
}

export async function scheduleFetch(
  handle: Handle,
  inSeconds: number,
  failures: number,
  offsetMs: number,
): Promise<void> {
  await sql`
    update exchange_rate_fetches set due_at = ${databaseNow(offsetMs)} + ${inSeconds} * interval '1 second', failures = ${failures}
    where source = 'ecb'
  `.execute(handle);
}
