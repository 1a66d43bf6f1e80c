import { sql } from 'kysely';
import type { Handle, RunStatement } from './database.ts';

const text = 'set transaction isolation level read committed';

/**
 * Makes a transaction READ COMMITTED whatever the pool's own level is; the first thing in it. For queues whose
 * workers exclude each other by row locks: under SERIALIZABLE their overlapping looks at the same rows would count as
 * conflicts, and would make those fail that put rows in, such as payments.
 */
export async function readCommitted(tx: Handle): Promise<void> {
  await sql.raw(text).execute(tx);
}

/** The same for a transaction of prepared statements. */
export async function runReadCommitted(run: RunStatement): Promise<void> {
  await run({ name: 'read_committed', text }, []);
}
