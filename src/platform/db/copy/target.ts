import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { applicationNames } from '../database.ts';
import { explainLocale } from '../locale.ts';
import {
  applyMigration,
  bookkeepingTable,
  ensureBookkeeping,
  lockBookkeeping,
  type Migration,
  readApplied,
} from '../migrate.ts';
import { readTables } from './catalogue.ts';
import { quoted } from './copy-client.ts';
import { CopyError } from './copy-error.ts';
import type { Table } from './copy-source.ts';
import { findSchemaVersion, tablesMadeBy } from './schema-version.ts';

/** @throws CopyError when the server cannot hold our data */
export async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number; encoding: string; schema?: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::integer as number,
      current_setting('server_encoding') as encoding, current_schema() as schema`,
  );
  const [server] = rows as [(typeof rows)[number]];
  if (server.number < 150_000) {
    throw new CopyError(`The server is PostgreSQL ${server.version}: it must be 15 or newer.`);
  }
  if (server.encoding !== 'UTF8') {
    throw new CopyError(
      `The database has the encoding ${server.encoding}: make one with \`create database … encoding 'UTF8' template template0\`.`,
    );
  }
  const locale = await explainLocale(client);
  if (locale) throw new CopyError(locale);
  if (!server.schema) {
    throw new CopyError('The search_path of this user names no schema that exists: make one, or set it.');
  }
}

// The database lets go of a connection a moment after a server that was stopped has given it back.
const looks = 20;
const pauseBetweenLooksMs = 100;

/** @throws CopyError while servers are connected: what they write meanwhile would be lost */
export async function refuseServers(client: pg.Client): Promise<void> {
  let count = await countServerConnections(client);
  for (let look = 1; count > 0 && look < looks; look++) {
    await setTimeout(pauseBetweenLooksMs);
    count = await countServerConnections(client);
  }
  if (count === 0) return;
  throw new CopyError(
    `A server still uses this database (${count} connection${count === 1 ? '' : 's'}): stop every instance first. ` +
      'If none runs, a pooler keeps their connections: go to the database directly.',
  );
}

async function countServerConnections(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and application_name = $1`,
    [applicationNames.server],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Takes our tables away from a database, within the caller's transaction.
 *
 * @throws CopyError when they hold something and may not be replaced, or belong to another program
 */
export async function clear(
  client: pg.Client,
  build: readonly Migration[],
  mayReplace: boolean,
): Promise<void> {
  const { own } = findSchemaVersion(await takeBookkeeping(client), build, 'The database');
  const there = (await readTables(client)).map(({ name }) => name);
  const isThere = (name: string) => there.includes(name);
  const foreign = tablesMadeBy(build.filter((migration) => !own.includes(migration))).filter(isThere);
  if (foreign.length > 0) throw foreignTables(foreign);
  const old = tablesMadeBy(own).filter(isThere);
  if (old.length > 0) {
    await client.query(`lock table ${quoted(old)} in access exclusive mode`);
    if (!mayReplace && (await holdsOrganizations(client))) throw notEmpty();
    await client.query(`drop table ${quoted(old)}`);
  }
  await client.query('delete from schema_migrations where hash is not null');
}

/** Keeps everybody else from migrating, and tells which migrations there are. */
async function takeBookkeeping(client: pg.Client) {
  try {
    await ensureBookkeeping(client);
    await lockBookkeeping(client);
    return await readApplied(client);
  } catch (error) {
    const missingColumn = '42703';
    if ((error as { code?: string }).code === missingColumn) throw foreignTables([bookkeepingTable]);
    throw error;
  }
}

/** Makes the tables of a schema version, without any row. */
export async function makeTables(client: pg.Client, migrations: readonly Migration[]): Promise<Table[]> {
  await applyAll(client, migrations);
  const made = tablesMadeBy(migrations);
  const tables = (await readTables(client)).filter(({ name }) => made.includes(name));
  // Some migrations put rows in, and the rows to come hold these, too.
  if (tables.length > 0) await client.query(`truncate ${quoted(tables.map(({ name }) => name))}`);
  return tables;
}

/** @throws CopyError when one of them fails on what the database holds */
export async function applyAll(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  for (const migration of migrations) {
    await applyMigration(client, migration).catch((error: { code?: string; message: string }) => {
      const isAboutData = /^(?:2[23]|42(?!501))/.test(error.code ?? '');
      if (!isAboutData) throw error;
      throw new CopyError(
        `The migration ${migration.name} failed, and nothing was changed: ${error.message}.`,
        {
          cause: error,
        },
      );
    });
  }
}

/** Everything of value belongs to an organization. */
async function holdsOrganizations(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    'select exists (select from organizations) as found',
  );
  return rows[0]?.found ?? false;
}

function notEmpty(): CopyError {
  return new CopyError(
    'The database is not empty. Take an empty one (with the bundled database: another DATA_DIR), or give ' +
      '--replace, which erases everything that is in there now, such as the demo shop of a first start.',
  );
}

function foreignTables(names: readonly string[]): CopyError {
  return new CopyError(
    `The database holds tables of another program (${names.join(', ')}): take a database, or a schema, of its own.`,
  );
}
