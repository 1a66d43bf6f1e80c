import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Handle, openDatabase, rows } from '#platform/db/database.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createDatabase();
  database = openDatabase({
    connection: testDatabase.connection,
    poolSize: 8,
    prepared: true,
    isolation: 'serializable',
  });
  await database.pool.query('create table counters (id integer primary key, value integer not null)');
  await database.pool.query('insert into counters select id, 0 from generate_series(1, 4) as id');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function total(): Promise<number> {
  const found = await rows<{ value: bigint }>(database.handle, sql`select sum(value) as value from counters`);
  return Number(found[0]?.value);
}
const increment = (handle: Handle) => sql`update counters set value = value + 1 where id = 1`.execute(handle);
const eight = <T>(run: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, run));

describe('under SERIALIZABLE, work that lost against a concurrent transaction is repeated', () => {
  it('a transaction as a whole', async () => {
    const before = await total();
    await eight(() =>
      database.transaction(async (tx) => {
        await sql`select value from counters`.execute(tx);
        await increment(tx);
      }),
    );
    expect(await total()).toBe(before + 8);
  });

  it('a prepared statement', async () => {
    const before = await total();
    const statement = { name: 'increment', text: 'update counters set value = value + $1 where id = 1' };
    await eight(() => database.run(statement, [1]));
    expect(await total()).toBe(before + 8);
  });

  it('a statement that stands alone', async () => {
    const before = await total();
    await eight(() => increment(database.handle));
    expect(await total()).toBe(before + 8);
  });

  it('but no statement by itself inside a transaction, where only the whole can be repeated', async () => {
    let runs = 0;
    const before = await total();
    await database.transaction(async (tx) => {
      runs += 1;
      await sql`select value from counters where id = 1`.execute(tx);
      // Somebody else is faster, once: this transaction then has to see its own read again.
      if (runs === 1) await increment(database.handle);
      await increment(tx);
    });
    expect(runs).toBe(2);
    expect(await total()).toBe(before + 2);
  });

  it('an error that is no conflict is told at once, and the connection serves on', async () => {
    await expect(sql`select 1 / 0`.execute(database.handle)).rejects.toMatchObject({ code: '22012' });
    await expect(
      database.transaction(async (tx) => {
        await sql`select 1 / 0`.execute(tx);
      }),
    ).rejects.toMatchObject({ code: '22012' });
    expect(await total()).toBeGreaterThan(0);
  });
});
