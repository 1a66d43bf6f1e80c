import pg from 'pg';
import { bundledConnection } from '../machine/server-process.ts';

const atOnce = 200;

/**
 * What the database alone takes to write the entries that an import wrote: one connection, one transaction, the same rows into a
 * table with the same indexes, as many at once. Seconds.
 */
export async function secondsOfInserts(dataDir: string): Promise<number> {
  const client = new pg.Client(bundledConnection(dataDir));
  await client.connect();
  try {
    await client.query('create table written_again (like bank_entries including all)');
    const { rows } = await client.query<{ entries: string }>(
      `select jsonb_agg(to_jsonb(e) order by e.id)::text as entries
        from (select *, (row_number() over (order by id) - 1) / $1 as portion from bank_entries) e group by portion`,
      [atOnce],
    );
    const begun = performance.now();
    await client.query('begin');
    for (const { entries } of rows)
      await client.query(
        'insert into written_again select * from jsonb_populate_recordset(null::written_again, $1::jsonb)',
        [entries],
      );
    await client.query('commit');
    return (performance.now() - begun) / 1_000;
  } finally {
    await client.end();
  }
}
