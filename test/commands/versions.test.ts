import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { loadInto } from '#platform/db/copy/load.ts';
import { openBackup } from '#platform/db/copy/read-backup.ts';
import { tablesMadeBy } from '#platform/db/copy/schema-version.ts';
import { withSnapshot } from '#platform/db/copy/snapshot.ts';
import { writeBackup } from '#platform/db/copy/write-backup.ts';
import { type Migration, migrate, readMigrations } from '#platform/db/migrate.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { dumpRows, dumpSchema } from './dump.ts';
import { makeFolder, removeFolders, runCommandOn, withClient } from './house.ts';

const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
  removeFolders();
});

const migrations = await readMigrations();

/** A database that has these migrations, and nothing else. */
async function databaseAt(wanted: Migration[]): Promise<BundledConnection> {
  const database = await createDatabase();
  databases.push(database);
  await withClient(database.connection, (client) =>
    client.query('drop schema public cascade; create schema public'),
  );
  const pool = new pg.Pool(database.connection);
  await migrate(pool, wanted).finally(() => pool.end());
  return database.connection;
}

async function tablesOf(connection: BundledConnection): Promise<string[]> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by 1`,
    );
    return rows.map(({ name }) => name);
  });
}

test('the tables that migrations make are known by their texts, at every version', async () => {
  const connection = await databaseAt([]);
  const pool = new pg.Pool(connection);
  try {
    for (let count = 1; count <= migrations.length; count++) {
      const first = migrations.slice(0, count);
      await migrate(pool, first);
      expect(await tablesOf(connection), first.at(-1)?.name).toEqual(tablesMadeBy(first).sort());
    }
  } finally {
    await pool.end();
  }
});

describe('a backup of an earlier version', () => {
  /** What the very first version could hold. */
  const oldShop = `
    insert into organizations (id, name, created_at, updated_at)
      values ('0190a000-0000-7000-8000-000000000001', 'Old shop', '2026-01-01', '2026-01-01');
    insert into users values ('0190a000-0000-7000-8000-000000000002', 'old@shop.example', 'Olga', 'x', '2026-01-01', '2026-01-01');
    insert into memberships values ('0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002', 'owner', '2026-01-01')`;
  const oldLink = `
    insert into payment_links (organization_id, id, mode, name, currency, pricing_mode, lines, is_active, expires_at, created_by, created_at, updated_at)
      select '0190a000-0000-7000-8000-000000000001', ('0190a000-0000-7000-8000-00000000010' || n)::uuid, 'sandbox', 'Kiln ' || n, 'EUR',
        'TAX_INCLUSIVE', '[]', n <> 2, case n when 3 then '2026-01-02'::timestamptz end, '0190a000-0000-7000-8000-000000000002', '2026-01-01', '2026-01-01'
      from generate_series(1, 3) n`;

  test.each([1, 10, migrations.length - 1])(
    'with %i migrations is migrated on, as its own database would be',
    async (count) => {
      const source = await databaseAt(migrations.slice(0, count));
      await withClient(source, (client) => client.query(count >= 2 ? `${oldShop}; ${oldLink}` : oldShop));
      const file = join(makeFolder(), 'old.backup');
      expect(await runCommandOn(source, ['backup', file])).not.toHaveProperty('failure');

      const target = await databaseAt(migrations);
      const { said, failure } = await runCommandOn(target, ['restore', file]);
      expect(failure).toBeUndefined();
      expect(said.match(/^Migrated {2}.*/gm)).toEqual(
        migrations.slice(count).map(({ name }) => `Migrated  ${name}`),
      );
      const pool = new pg.Pool(source);
      await migrate(pool, migrations).finally(() => pool.end());
      expect(await dumpRows(target)).toEqual(await dumpRows(source));
      expect(await dumpSchema(target)).toEqual(await dumpSchema(source));
    },
  );

  test('that this build cannot migrate is told by the migration, and the database stays as it was', async () => {
    const source = await databaseAt(migrations);
    const target = await databaseAt(migrations);
    const before = [await dumpRows(target), await dumpSchema(target)];
    const text = 'create table later_table (id integer); insert into later_table values (1 / 0)';
    const failing = { name: '9000_failing.sql', hash: 'failing', text };
    const loaded = withSnapshot(source, { isLast: false }, (snapshot) =>
      loadInto(target, snapshot, {
        migrations: [...migrations, failing],
        mayReplace: true,
        whose: 'The backup',
      }),
    );
    await expect(loaded).rejects.toThrow(
      'The migration 9000_failing.sql failed, and nothing was changed: division by zero.',
    );
    expect([await dumpRows(target), await dumpSchema(target)]).toEqual(before);
  });

  test('fits into a database without any table, and into one of an even earlier version', async () => {
    const source = await databaseAt(migrations.slice(0, 4));
    await withClient(source, (client) => client.query(`${oldShop}; ${oldLink}`));
    const file = join(makeFolder(), 'old.backup');
    await runCommandOn(source, ['backup', file]);
    const [bare, earlier] = [await databaseAt([]), await databaseAt(migrations.slice(0, 1))];
    await withClient(bare, (client) => client.query('drop table schema_migrations'));
    for (const target of [bare, earlier]) {
      expect(await runCommandOn(target, ['restore', file])).not.toHaveProperty('failure');
    }
    expect(await dumpRows(bare)).toEqual(await dumpRows(earlier));
  });
});

describe('what a later migration may bring', () => {
  /** Every kind of column that PostgreSQL's own types offer, and tables that refer to themselves and to others. */
  const later: Migration = {
    name: '9000_later.sql',
    hash: 'later',
    text: `
create table later_values (
  "Odd ""name""" text,
  id bigint generated always as identity (start with 100 increment by 10) primary key,
  parent_id bigint references later_values (id),
  doubled bigint generated always as (id * 2) stored,
  small smallint, number numeric, exact numeric(20, 6), single real, wide double precision,
  flag boolean, day date, moment timestamp, instant timestamptz, clock time, zoned timetz, span interval,
  bytes bytea, document json, tree jsonb, key uuid, words text[], grid integer[][], host inet, bits bit varying,
  span_of_days daterange, letter "char", code character(5)
);
create table a_later_child (later_id bigint not null references later_values (id), kind text not null);
create table later_serial (id serial primary key, note text);
insert into later_serial (note) values ('seeded');`,
  };
  const rows = `
    insert into later_values (parent_id, "Odd ""name""", small, number, exact, single, wide, flag, day, moment, instant, clock, zoned, span,
      bytes, document, tree, key, words, grid, host, bits, span_of_days, letter, code)
    values
      (110, E'\\\\.\\n\\t\\r\\b\\v\\f\\\\N', -32768, 'NaN', 0.000001, 'NaN', '-Infinity', true, 'infinity', '-infinity', 'infinity', '24:00',
        '23:59:59.999999+15', '-178000000 years -3 mons 4 days 05:06:07.891', '\\x00ff5c2e0a', '{"a" : 1,  "a":2}', '{"n": 1e400, "t": "\\u00e9\\\\"}',
        '00000000-0000-0000-0000-000000000000', array[null, 'NULL', '', '{}', '"', ','], '{{1,2},{3,null}}', '::1/64', B'10101',
        '(,2026-01-01]', 'x', 'a b'),
      (null, '', 32767, -123456789012345678901234567890.123456789, null, 3.4028235e38, 4.9e-324, false, '4714-11-24 BC', '294276-12-31 23:59:59.999999',
        '4713-01-01 00:00:00+00 BC', null, null, '1 mon', '', 'null', 'null', null, '{}', null, null, B'', 'empty', null, ''),
      (null, null, null, 1e1000, null, 1e-45, 0.1, null, null, null, '2026-03-29 01:59:59.999999+01', null, null, 'P1Y2M3DT4H5M6S', null, null, null, null,
        null, null, null, null, null, null, null);
    insert into a_later_child select id, 'child of ' || id from later_values;
    insert into later_serial (note) values ('later');
    delete from later_serial where note = 'later'`;
  const build = [...migrations, later];

  async function fill(): Promise<BundledConnection> {
    const source = await databaseAt(build);
    await withClient(source, (client) => client.query(rows));
    return source;
  }

  test('is in the file by itself, and comes back byte by byte with its next numbers', async () => {
    const source = await fill();
    // Whatever the people of the server like better for themselves.
    await withClient(source, (client) =>
      client.query(`alter database "${source.database}" set datestyle = 'German'; alter database "${source.database}" set intervalstyle = 'sql_standard';
        alter database "${source.database}" set extra_float_digits = -15; alter database "${source.database}" set bytea_output = 'escape';
        alter database "${source.database}" set timezone = 'Asia/Kolkata'`),
    );
    const file = join(makeFolder(), 'later.backup');
    await withSnapshot(source, { isLast: false }, (snapshot) =>
      writeBackup(snapshot, { keyIds: { encryption: [], signing: [] } }, createWriteStream(file)),
    );
    await withClient(source, (client) => client.query(`alter database "${source.database}" reset all`));
    const target = await databaseAt([]);
    const plan = { migrations: build, mayReplace: false, whose: 'The backup' };
    const loaded = await loadInto(target, await openBackup(file), plan);
    expect(loaded).toMatchObject({ tables: (await tablesOf(source)).length, leftOut: [], migrated: [] });
    expect(await dumpRows(target)).toEqual(await dumpRows(source));
    expect(await dumpSchema(target)).toEqual(await dumpSchema(source));
    const next = await withClient(target, (client) =>
      client.query(`insert into later_values (small) values (1) returning id::integer, doubled::integer`),
    );
    expect(next.rows).toEqual([{ id: 130, doubled: 260 }]);
    const serial = await withClient(target, (client) =>
      client.query(`insert into later_serial (note) values ('next') returning id`),
    );
    expect(serial.rows).toEqual([{ id: 3 }]);
  });
});

test('a connection that breaks in the middle leaves the target as it was', async () => {
  const [source, target] = [await databaseAt(migrations), await databaseAt(migrations)];
  await withClient(target, (client) =>
    client.query(`insert into media values ('kept', 'image/png', '', now())`),
  );
  const before = await dumpRows(target);
  const broken = withSnapshot(source, { isLast: true }, async (snapshot) => {
    let tables = 0;
    return loadInto(target, snapshot, {
      migrations,
      mayReplace: true,
      whose: 'The snapshot',
      fingerprintOf: async (table) => {
        tables += 1;
        if (tables === 20) await endConnections(target);
        return snapshot.fingerprintOf(table);
      },
    });
  });
  await expect(broken).rejects.toThrow(/broke the connection; nothing was changed in it/);
  expect(await dumpRows(target)).toEqual(before);
});

describe('one snapshot', () => {
  test('holds what was there at its begin, whatever is committed before a table is read', async () => {
    const source = await databaseAt(migrations);
    const before = await dumpRows(source);
    const target = await databaseAt([]);
    await withSnapshot(source, { isLast: false }, async (snapshot) => {
      await withClient(source, (client) =>
        client.query(
          `insert into media values ('late', 'image/png', '', now()); delete from exchange_rate_fetches`,
        ),
      );
      await loadInto(target, snapshot, { migrations, mayReplace: false, whose: 'The snapshot' });
    });
    expect(await dumpRows(target)).toEqual(before);
  });

  test('waits for a migration that is under way, and is then of the new schema', async () => {
    const source = await databaseAt(migrations);
    const target = await databaseAt([]);
    await withClient(source, async (migrating) => {
      await migrating.query('begin');
      await migrating.query(
        `alter table media add column note text default 'new'; insert into media values ('a', 'image/png', '', now())`,
      );
      const copied = withSnapshot(source, { isLast: false }, async (snapshot) => {
        for await (const { name, columns, rows } of snapshot.tables) {
          const chunks: Buffer[] = [];
          for await (const chunk of rows) chunks.push(chunk);
          if (name === 'media') return { columns, text: Buffer.concat(chunks).toString() };
        }
      });
      await untilSomebodyWaits(target, source.database);
      await migrating.query('commit');
      const media = await copied;
      expect(media?.columns).toContain('note');
      expect(media?.text).toMatch(/^a\timage\/png\t.*\tnew\n$/);
    });
  });
});

async function endConnections({ database, ...server }: BundledConnection): Promise<void> {
  await withClient({ ...server, database: 'postgres' }, (client) =>
    client.query('select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1', [
      database,
    ]),
  );
}

async function untilSomebodyWaits(elsewhere: BundledConnection, database: string): Promise<void> {
  await withClient(elsewhere, async (client) => {
    for (;;) {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`,
        [database],
      );
      if (rowCount) return;
    }
  });
}
