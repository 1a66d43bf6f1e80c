import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundledConnection, connectionUrl } from '#platform/db/bundled/connection.ts';
import { prepareDataFolder } from '#platform/db/bundled/data-folder.ts';
import { refuseMoved } from '#platform/db/bundled/moved.ts';
import { loadInto } from '#platform/db/copy/load.ts';
import { fingerprint } from '#platform/db/copy/rows.ts';
import { withSnapshot } from '#platform/db/copy/snapshot.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import { startApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import {
  findInstalledPostgres,
  type InstalledPostgres,
  startInstalledPostgres,
} from '#test/support/installed-postgres.ts';
import { must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { dumpRows, dumpSchema } from './dump.ts';
import { makeFolder, removeFolders, runCommandOn, testKeys, withClient } from './house.ts';
import { openRichShop, type RichShop } from './rich-shop.ts';

/** The PostgreSQL of this system, which is of another major version than the bundled one; else another database of that. */
const installed = findInstalledPostgres();
const which = installed ? `of ${installed}` : 'beside it';
let postgres: InstalledPostgres | undefined;
let source: TestDatabase;
let shop: RichShop;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  if (installed) postgres = await startInstalledPostgres(installed);
  source = await newDatabase();
  const app = await startApp({ database: source, env: { ...testKeys, WEBHOOK_ALLOW_PRIVATE: 'on' } });
  shop = await openRichShop(app);
  await app.stop();
});
afterAll(async () => {
  await postgres?.stop();
  for (const database of databases) await database.drop();
  removeFolders();
});

async function newDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  databases.push(database);
  return database;
}

/** A database without any table, on the other server if there is one. */
async function emptyTarget(options = ''): Promise<BundledConnection> {
  const server = postgres?.connection ?? (await newDatabase()).connection;
  const name = `target_${Math.random().toString(36).slice(2)}`;
  await withClient(server, (client) => client.query(`create database ${name} ${options}`));
  return { ...server, database: name };
}

/** Moves as if the source were the bundled database of a data folder. */
async function move(target: BundledConnection | string, ...options: string[]) {
  const dataDir = makeFolder();
  const url = typeof target === 'string' ? target : connectionUrl(target);
  const words = ['move-to-postgres', url, ...options];
  const outcome = await runCommandOn(source.connection, words, { environment: {}, dataDir });
  return { ...outcome, dataDir };
}

describe(`move-to-postgres to a server ${which}`, () => {
  test('copies every row, proves them on both sides, and says what to set', async () => {
    const target = await emptyTarget();
    const { said, failure, dataDir } = await move(target);
    expect(failure).toBeUndefined();
    expect(said).toMatch(/^Moved {5}\d+ rows of \d+ tables; counts and checksums agree on both sides$/m);
    expect(said).toMatch(/\d+ checks, no violation\.$/m);
    expect(said).toContain('DATABASE_URL    the address you gave');
    expect(await dumpRows(target)).toEqual(await dumpRows(source.connection));
    const { sequences } = await dumpSchema(source.connection);
    expect((await dumpSchema(target)).sequences).toEqual(sequences);
    // A server that lost its DATABASE_URL must not go on selling from the old copy.
    expect(() => refuseMoved(prepareDataFolder(dataDir))).toThrow('was moved to a PostgreSQL server');

    const database = { connection: target, url: connectionUrl(target), drop: async () => undefined };
    const app = await startApp({ database, env: testKeys });
    try {
      const { email, password } = shop.merchant;
      must(200, await app.client().post('/api/auth/login/', { email, password }));
      must(200, await pay(app, (await startOpen(app, shop.link.id)).token));
    } finally {
      await app.stop();
    }
  });

  test('a backup of that server comes back into the bundled one, row by row', async () => {
    const there = await emptyTarget();
    expect(await move(there)).not.toHaveProperty('failure');
    const file = join(makeFolder(), 'there.backup');
    expect(await runCommandOn(there, ['backup', file])).not.toHaveProperty('failure');
    const back = await newDatabase();
    expect(await runCommandOn(back.connection, ['restore', file])).not.toHaveProperty('failure');
    expect(await dumpRows(back.connection)).toEqual(await dumpRows(source.connection));
    expect(await dumpSchema(back.connection)).toEqual(await dumpSchema(source.connection));
  });

  test('points to the keys of the data folder and never prints them', async () => {
    const dataDir = makeFolder();
    writeFileSync(join(dataDir, 'secrets.json'), JSON.stringify(testKeys));
    const words = ['move-to-postgres', connectionUrl(await emptyTarget())];
    const { said } = await runCommandOn(source.connection, words, { environment: {}, dataDir });
    expect(said).toContain(`ENCRYPTION_KEY  the value of that name in ${dataDir}/secrets.json`);
    expect(said).toContain(`SIGNING_KEY     the value of that name in ${dataDir}/secrets.json`);
    for (const key of Object.values(testKeys)) expect(said).not.toContain(key.split(':')[1]);
    expect(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))).toEqual(testKeys);
  });

  test('refuses a target with an organization, and replaces it only with --replace', async () => {
    const target = await newDatabase();
    const app = await startApp({ database: target });
    await signUp(app);
    expect((await move(target.connection, '--replace')).failure).toContain(
      'A server still uses this database',
    );
    await app.stop();
    const before = await dumpRows(target.connection);
    const { failure, dataDir } = await move(target.connection);
    expect(failure).toContain('The database is not empty');
    expect(await dumpRows(target.connection)).toEqual(before);
    expect(existsSync(join(dataDir, 'moved-to-postgres'))).toBe(false);
    expect(await move(target.connection, '--replace')).not.toHaveProperty('failure');
    expect(await dumpRows(target.connection)).toEqual(await dumpRows(source.connection));
  });

  test('never replaces the source by itself', async () => {
    const before = await dumpRows(source.connection);
    expect((await move(source.connection, '--replace')).failure).toContain('Somebody else uses the tables');
    expect(await dumpRows(source.connection)).toEqual(before);
  });

  test('says what is wrong with a target that cannot be used, without its password', async () => {
    const nobody = 'postgresql://shop:top-secret@127.0.0.1:1/shop';
    const away = await move(nobody);
    expect(away.failure).toMatch(/^The target cannot be used: nothing answers there.*\(ECONNREFUSED\)\.$/);
    expect(away.failure).not.toContain('top-secret');
    const wrong = await move('mysql://shop:top-secret@127.0.0.1/shop');
    expect(wrong.failure).toMatch(/^The address must be a postgresql:\/\/ address/);
    expect(wrong.failure).not.toContain('top-secret');
    const ascii = await emptyTarget(`encoding 'SQL_ASCII' locale 'C' template template0`);
    expect((await move(ascii)).failure).toContain('The database has the encoding SQL_ASCII');
    const target = await emptyTarget();
    await withClient(target, (client) =>
      client.query(
        'drop role if exists guest; create role guest login; revoke create on schema public from public',
      ),
    );
    expect((await move({ ...target, user: 'guest' })).failure).toContain('may not create tables there');
  });

  test('with a violation in its books is not taken for done', async () => {
    const spoil = (change: string) =>
      withClient(source.connection, (client) =>
        client.query(`update transactions set fee_minor = fee_minor ${change}`),
      );
    await spoil('+ 1');
    const { failure, said, dataDir } = await move(await emptyTarget());
    await spoil('- 1');
    expect(failure).toContain('The copy is exact, so the bundled database has them, too');
    expect(said).not.toContain('Next, for every instance');
    expect(existsSync(join(dataDir, 'moved-to-postgres'))).toBe(false);
  });

  test('is refused for an instance that has no bundled database', async () => {
    const words = ['move-to-postgres', 'postgresql://shop@127.0.0.1/shop'];
    const { failure } = await runCommandOn(source.connection, words);
    expect(failure).toContain('DATABASE_URL is set, so this instance has no bundled database');
  });
});

describe('the comparison', () => {
  test('finds one changed letter, and no difference in the order of rows', async () => {
    const print = (connection: BundledConnection, rows: string) =>
      withClient(connection, async (client) => {
        await client.query(
          `create temp table letters (id integer, letter text); insert into letters values ${rows}`,
        );
        return fingerprint(client, { name: 'letters', columns: ['id', 'letter'] });
      });
    const target = await emptyTarget();
    const first = await print(source.connection, `(1, 'ä'), (2, null), (3, '')`);
    expect(first).toMatch(/^3 rows, -?\d+$/);
    expect(await print(target, `(3, ''), (1, 'ä'), (2, null)`)).toBe(first);
    for (const other of [
      `(1, 'a'), (2, null), (3, '')`,
      `(1, 'ä'), (2, ''), (3, null)`,
      `(1, 'ä'), (2, null)`,
    ]) {
      expect(await print(target, other)).not.toBe(first);
    }
    expect(await print(target, `(1, 'ä'), (1, 'ä'), (2, null), (3, '')`)).not.toBe(first);
  });

  test('undoes a copy that arrived differently', async () => {
    const target = await emptyTarget();
    const migrations = await readMigrations();
    const copied = withSnapshot(source.connection, { isLast: true }, (snapshot) =>
      loadInto(target, snapshot, {
        migrations,
        mayReplace: false,
        whose: 'The bundled database',
        fingerprintOf: async (table) =>
          table.name === 'transactions' ? '7 rows, 1' : snapshot.fingerprintOf(table),
      }),
    );
    await expect(copied).rejects.toThrow(
      /^transactions differs after the copy: 7 rows, 1 became \d+ rows, -?\d+\.$/,
    );
    expect(await dumpRows(target)).toEqual({});
  });

  test('nobody writes into the source meanwhile, and everybody afterwards', async () => {
    const write = () =>
      withClient(source.connection, async (client) => {
        await client.query(`set lock_timeout = '50ms'`);
        await client.query(`update organizations set version = version`);
      });
    await withSnapshot(source.connection, { isLast: true }, async () => {
      await expect(write()).rejects.toMatchObject({ code: '55P03' });
    });
    await write();
    await withSnapshot(source.connection, { isLast: false }, write);
  });
});
