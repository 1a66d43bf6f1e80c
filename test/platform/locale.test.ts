import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { connectionUrl } from '#platform/db/bundled/connection.ts';
import { makeFolder, removeFolders, runCommandOn, withClient } from '#test/commands/house.ts';
import { startApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import {
  findInstalledPostgres,
  type InstalledPostgres,
  startInstalledPostgres,
} from '#test/support/installed-postgres.ts';

const installed = findInstalledPostgres();
let cluster: TestDatabase;
let postgres: InstalledPostgres | undefined;
beforeAll(async () => {
  cluster = await createDatabase();
  if (installed) postgres = await startInstalledPostgres(installed);
});
afterAll(async () => {
  await postgres?.stop();
  await cluster.drop();
  removeFolders();
});

const ways = [['of the bundled PostgreSQL'], ...(installed ? [[`of ${installed}`]] : [])];

describe.each(ways)('a database %s', (where) => {
  const made: string[] = [];
  const server = () =>
    where === ways[0]?.[0] ? cluster.connection : (postgres as InstalledPostgres).connection;

  async function makeDatabase(locale: string): Promise<TestDatabase> {
    const name = `locale_${Math.random().toString(36).slice(2)}`;
    made.push(name);
    await withClient(server(), (client: pg.Client) =>
      client.query(
        `create database ${name} template template0 encoding 'UTF8' locale_provider libc locale '${locale}'`,
      ),
    );
    const connection: BundledConnection = { ...server(), database: name };
    return { connection, url: connectionUrl(connection), drop: async () => {} };
  }
  afterAll(async () => {
    for (const name of made) {
      await withClient(server(), (client: pg.Client) => client.query(`drop database ${name} with (force)`));
    }
  });

  const sentence = 'knows no upper and lower case beyond ASCII';

  it('whose locale folds no letter beyond ASCII is refused at start, before anything is made in it', async () => {
    const database = await makeDatabase('C');
    const starting = startApp({ database, env: { JOBS: 'off' } }).then((app) => app.stop());
    await expect(starting).rejects.toThrow(sentence);
    const { rows } = await withClient(database.connection, (client: pg.Client) =>
      client.query(`select 1 from pg_tables where schemaname = 'public'`),
    );
    expect(rows).toEqual([]);
  });

  it('whose locale folds no letter beyond ASCII is refused as the target of a move, with the way out', async () => {
    const database = await makeDatabase('C');
    const words = ['move-to-postgres', database.url];
    const { failure } = await runCommandOn(cluster.connection, words, { dataDir: makeFolder() });
    expect(failure).toContain(sentence);
    expect(failure).toContain("template template0 encoding 'UTF8'");
  });

  it('with a UTF-8 locale is taken, and finds names whatever their case', async () => {
    const database = await makeDatabase('C.UTF-8');
    const app = await startApp({ database, env: { JOBS: 'off' } });
    await app.stop();
  });
});
