import type { Database, Statement } from '#platform/db/database.ts';
import type { SharedCounts } from './rate-limiter.ts';

const add: Statement = {
  name: 'add_rate_sums',
  text: `insert into rate_sums (bucket, subject, window_started_at, count)
    select bucket, subject, "windowStartedAt", count
    from jsonb_to_recordset($1::jsonb) as row(bucket text, subject text, "windowStartedAt" timestamptz, count integer)
    order by bucket, subject
    on conflict (bucket, subject, window_started_at) do update set count = rate_sums.count + excluded.count
    returning bucket, subject, window_started_at as "windowStartedAt", count`,
};

const forget: Statement = {
  name: 'forget_rate_sums',
  text: `delete from rate_sums where window_started_at < now() - interval '3 hours'`,
};

/** The counts that the instances share. */
export function sharedCounts(database: Database): SharedCounts {
  return { add: (counts) => database.run(add, [JSON.stringify(counts)]) };
}

export async function forgetOldSums(database: Database): Promise<void> {
  await database.run(forget, []);
}
