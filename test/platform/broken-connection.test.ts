import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, firstRow, type Handle, openDatabase } from '#platform/db/database.ts';
import { DatabaseUnavailable } from '#platform/db/unavailable.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { eventually } from '#test/support/scenario.ts';

let testDatabase: TestDatabase;
let database: Database;
let operator: Database;
beforeAll(async () => {
  testDatabase = await createDatabase();
  const { connection } = testDatabase;
  database = openDatabase({ connection, poolSize: 2, prepared: true });
  operator = openDatabase({ connection, poolSize: 2, prepared: true });
});
afterAll(async () => {
  await Promise.all([database.close(), operator.close()]);
  await testDatabase.drop();
});

/** Ends the connection of a transaction that waits for nothing, as a restart of the database does. */
async function breakConnection(tx: Handle): Promise<void> {
  const row = await firstRow(tx, sql<{ pid: number }>`select pg_backend_pid() as pid`);
  const alive = () =>
    operator.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where pid = $1', [row?.pid]);
  await eventually(alive, ({ rowCount }) => rowCount === 0);
}

describe('a connection that breaks within a transaction', () => {
  // An error event that nobody listens to would end the process, which the run reports.
  it('fails this transaction and no more', async () => {
    const broken = database.transaction(async (tx) => {
      await breakConnection(tx);
      await new Promise((resolve) => setImmediate(resolve));
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow(DatabaseUnavailable);
    await database.ping();
  });
});
