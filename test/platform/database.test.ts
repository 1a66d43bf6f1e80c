import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, type Handle, openDatabase, rows } from '#platform/db/database.ts';
import { DatabaseUnavailable } from '#platform/db/unavailable.ts';
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

describe('statements of a queue', () => {
  const note = {
    name: 'note',
    text: 'insert into notes (line) values ($1) returning pg_backend_pid() as pid',
  };
  const count = {
    name: 'count_notes',
    text: 'select count(*)::integer as count, pg_backend_pid() as pid from notes where line = $1',
  };
  const divide = { name: 'divide', text: 'select 1 / $1::integer as quotient' };
  const countUpTo = { name: 'count_up', text: 'select count(*) from generate_series(1, $1::integer)' };
  const many = (length: number) => Array.from({ length }, (_, index) => `line ${index}`);
  beforeAll(async () => {
    await database.pool.query('create table notes (line text not null)');
  });

  it('leave together over one connection, and each finds what the one before wrote', async () => {
    const found = await Promise.all(
      many(50).map(async (line) => {
        const [written, read] = await Promise.all([
          database.runInOrder<{ pid: number }>('notes', note, [line]),
          database.runInOrder<{ pid: number; count: number }>('notes', count, [line]),
        ]);
        expect(read[0]?.pid).toBe(written[0]?.pid);
        return read[0]?.count;
      }),
    );
    expect(new Set(found)).toEqual(new Set([1]));
  });

  it('fail each for itself, and those behind it go on', async () => {
    const [before, failed, behind] = await Promise.allSettled([
      database.runInOrder('notes', count, ['none']),
      database.runInOrder('notes', divide, [0]),
      database.runInOrder('notes', divide, [1]),
    ]);
    expect([before.status, behind.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect(await database.runInOrder('notes', divide, [1])).toEqual([{ quotient: 1 }]);
  });

  it('that come after a failure wait for those that were sent before it was known', async () => {
    const failed = database.runInOrder('notes', divide, [0]).catch(() => 'failed');
    const slow = database.runInOrder('notes', countUpTo, [300_000]);
    const written = database.runInOrder('notes', note, ['behind a failure']);
    expect(await failed).toBe('failed');
    expect(await database.runInOrder('notes', count, ['behind a failure'])).toMatchObject([{ count: 1 }]);
    await Promise.all([slow, written]);
  });

  it.each([2, 4])(
    'let others have one of %i connections, and stay in order all the same',
    async (poolSize) => {
      const narrow = openDatabase({ connection: testDatabase.connection, poolSize, prepared: true });
      const writeAndRead = async (line: string) => {
        // Long enough that the queue is never empty, and that reading on another connection would come too early.
        const written = Promise.all([
          narrow.runInOrder('narrow', countUpTo, [100_000]),
          narrow.runInOrder('narrow', note, [line]),
        ]);
        await setImmediate();
        const [read] = await narrow.runInOrder<{ count: number }>('narrow', count, [line]);
        await written;
        return read?.count;
      };
      try {
        let isOver = false;
        const counts: unknown[] = [];
        const keepBusy = async () => {
          let last = writeAndRead(`first of ${poolSize}`);
          for (let round = 1; !isOver; round++) {
            const next = writeAndRead(`${round} of ${poolSize}`);
            counts.push(await last);
            last = next;
          }
          counts.push(await last);
        };
        const busy = keepBusy();
        for (const _ of many(20))
          await Promise.all(many(poolSize).map(() => narrow.run(countUpTo, [100_000])));
        isOver = true;
        await busy;
        expect(new Set(counts)).toEqual(new Set([1]));
      } finally {
        await narrow.close();
      }
    },
  );

  describe('with a lock ahead', () => {
    const lock = { statement: { name: 'lock_gate', text: 'select from gate for update' }, values: [] };
    /** Where each statement sees what was committed before it began. */
    let usual: Database;
    beforeAll(async () => {
      usual = openDatabase({ connection: testDatabase.connection, poolSize: 4, prepared: true });
      await database.pool.query('create table gate (id integer primary key)');
      await database.pool.query('insert into gate values (1)');
    });
    afterAll(() => usual.close());

    it('see what was committed while they waited for it', async () => {
      const holder = await database.pool.connect();
      try {
        await holder.query('begin');
        await holder.query('select from gate for update');
        const waiting = usual.runInOrder<{ count: number }>('gate', count, ['late'], lock);
        await waitingForLock();
        await holder.query(`insert into notes values ('late')`);
        await holder.query('commit');
        expect(await waiting).toMatchObject([{ count: 1 }]);
      } finally {
        holder.release();
      }
    });

    it('write nothing when either of them fails, and the queue goes on', async () => {
      const bad = { statement: divide, values: [0] };
      await expect(database.runInOrder('gate', note, ['never'], bad)).rejects.toMatchObject({
        code: '22012',
      });
      await expect(database.runInOrder('gate', divide, [0], lock)).rejects.toMatchObject({
        code: '22012',
      });
      expect(await database.runInOrder('gate', count, ['never'], lock)).toMatchObject([{ count: 0 }]);
      await database.runInOrder('gate', note, ['kept'], lock);
      expect(await database.runInOrder('gate', count, ['kept'])).toMatchObject([{ count: 1 }]);
    });

    async function waitingForLock(): Promise<void> {
      for (;;) {
        const { rows } = await database.pool.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        if (rows.length > 0) return;
        await setImmediate();
      }
    }
  });

  it('that lose their connection are told, and the next has a new one', async () => {
    const end = { name: 'end', text: 'select pg_terminate_backend(pg_backend_pid())' };
    await expect(database.runInOrder('notes', end, [])).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await database.runInOrder('notes', divide, [1])).toEqual([{ quotient: 1 }]);
  });
});

describe('a snapshot', () => {
  const counter = async (handle: Handle, id: number) =>
    (await rows<{ value: number }>(handle, sql`select value from counters where id = ${id}`))[0]?.value;

  it('shows one moment, whatever is committed while it is read', async () => {
    const [before, seen] = await database.snapshot(async (tx) => {
      const first = await counter(tx, 2);
      await sql`update counters set value = value + 1`.execute(database.handle);
      return [first, await Promise.all([counter(tx, 2), counter(tx, 3), counter(tx, 4)])] as const;
    });
    expect(seen).toEqual([before, before, before]);
    expect(await counter(database.handle, 2)).toBe((before ?? 0) + 1);
  });

  it('sends what is asked at one moment before the first answer, together with its beginning', async () => {
    const told: number[] = [];
    const query = vi.spyOn(pg.Client.prototype, 'query');
    /** Of what every connection of this process asks meanwhile, that of the snapshot's since it began. */
    const sent = () => {
      const { calls, contexts } = query.mock;
      const begin = calls.findIndex(([text]) =>
        String(text).startsWith('begin isolation level repeatable read'),
      );
      return contexts.filter((connection, index) => index >= begin && connection === contexts[begin]).length;
    };
    try {
      await database.snapshot(async (tx) => {
        const ask = async (id: number) => {
          await counter(tx, id);
          told.push(sent());
        };
        await Promise.all([ask(1), ask(2), ask(3)]);
      });
    } finally {
      query.mockRestore();
    }
    expect(told[0]).toBe(4);
  });

  it('tells of the statement that failed, and leaves a connection that serves on', async () => {
    const failed = database.snapshot((tx) =>
      Promise.all([counter(tx, 1), sql`select 1 / 0`.execute(tx), counter(tx, 2)]),
    );
    await expect(failed).rejects.toMatchObject({ code: '22012' });
    const told = await eight(() =>
      rows<{ setting: string }>(
        database.handle,
        sql`select current_setting('transaction_read_only') as setting`,
      ),
    );
    expect(new Set(told.map(([row]) => row?.setting))).toEqual(new Set(['off']));
  });

  it('lets nobody ask anything more of it once it is over, whoever has its connection by then', async () => {
    const late: Promise<unknown>[] = [];
    const failed = database.snapshot((tx) => {
      const inTwoSteps = async () => {
        await counter(tx, 1);
        // Somebody else reads over the connection of a snapshot that has failed, and this one comes too late.
        await failed.catch(() => undefined);
        return counter(tx, 2);
      };
      late.push(inTwoSteps());
      return Promise.all([...late, sql`select 1 / 0`.execute(tx)]);
    });
    await expect(failed).rejects.toMatchObject({ code: '22012' });
    await expect(late[0]).rejects.toThrow('The snapshot is over');
  });

  it('refuses to write', async () => {
    await expect(database.snapshot((tx) => increment(tx))).rejects.toMatchObject({ code: '25006' });
  });

  it('that loses its connection is told, and the next has a new one', async () => {
    const lost = database.snapshot((tx) =>
      Promise.all([sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx), counter(tx, 1)]),
    );
    await expect(lost).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await database.snapshot((tx) => counter(tx, 1))).toBeDefined();
  });
});

describe('pages', () => {
  type Kept = { readonly name: string; readonly genericPlans: bigint; readonly customPlans: bigint };
  // By name, on the one connection that this pool has for pages.
  const kept = () =>
    rows<Kept>(
      database.pages.handle,
      sql`
        select name, generic_plans as "genericPlans", custom_plans as "customPlans" from pg_prepared_statements
        where statement like '%from counters%' order by prepare_time`,
    );
  const greaterThan = (handle: Handle, value: number, column: string) =>
    rows(handle, sql`select id from counters where ${sql.ref(column)} > ${value} order by id`);

  it('keep the plan of each text, whatever is asked with it', async () => {
    for (const value of [0, 1, 2]) await greaterThan(database.pages.handle, value, 'id');
    await database.pages.snapshot((tx) =>
      Promise.all([greaterThan(tx, 3, 'id'), greaterThan(tx, 3, 'value')]),
    );
    const [first, second] = await kept();
    expect([first?.genericPlans, first?.customPlans, second?.genericPlans]).toEqual([4n, 0n, 1n]);
  });

  it('answer like any other statement, also many at a time', async () => {
    const asked = await eight(() => greaterThan(database.pages.handle, 2, 'id'));
    expect(asked).toEqual(Array.from({ length: 8 }, () => [{ id: 3 }, { id: 4 }]));
  });

  it('keep no more than so many plans, however many texts are asked', async () => {
    const { pages } = database;
    for (let number = 0; number < 200; number++)
      await sql`select ${sql.lit(number)} as number from counters limit 1`.execute(pages.handle);
    expect((await kept()).length).toBeLessThanOrEqual(128);
    expect(await greaterThan(pages.handle, 3, 'id')).toEqual([{ id: 4 }]);
  });

  it('have no names where poolers cannot keep them', async () => {
    const plain = openDatabase({ connection: testDatabase.connection, poolSize: 2, prepared: false });
    try {
      expect(await greaterThan(plain.pages.handle, 3, 'id')).toEqual([{ id: 4 }]);
      const found = await rows(plain.pages.handle, sql`select name from pg_prepared_statements`);
      expect(found).toEqual([]);
    } finally {
      await plain.close();
    }
  });
});
