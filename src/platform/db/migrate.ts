import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { liftTimeLimitText } from './time-limits.ts';

export type Migration = { readonly name: string; readonly text: string; readonly hash: string };

/** Where a database keeps which migrations it has; its row without a hash is the lock. */
export const bookkeepingTable = 'schema_migrations';

/** Reads `migrations/NNNN_name.sql` in order. */
export async function readMigrations(folder = migrationsFolder()): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** The folder lies at the project's root, however deep the running file is. */
function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'migrations')) || !existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The folder "migrations" was not found beside package.json.');
    folder = parent;
  }
  return join(folder, 'migrations');
}

/**
 * Applies the migrations that are missing, each in its own transaction. Several instances may start at once: the
 * row lock on the bookkeeping table lets one work while the others wait for it.
 *
 * @returns the names applied now
 * @throws when an applied file was edited, or the database is newer than this build
 */
export async function migrate(pool: pg.Pool, migrations?: Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations());
  await ensureBookkeeping(pool);
  const applied: string[] = [];
  for (const migration of wanted) if (await applyOne(pool, migration)) applied.push(migration.name);
  await refuseNewerDatabase(pool, wanted);
  return applied;
}

/** Whether every migration of this build is applied. */
export async function isMigrated(pool: pg.Pool, migrations?: Migration[]): Promise<boolean> {
  const wanted = migrations ?? (await readMigrations());
  const names = new Set((await readApplied(pool)).map((row) => row.name));
  return wanted.every((migration) => names.has(migration.name));
}

type Queryable = Pick<pg.ClientBase, 'query'>;

export async function ensureBookkeeping(pool: Queryable): Promise<void> {
  const text =
    'create table if not exists schema_migrations (name text primary key, hash text, applied_at timestamptz)';
  await pool.query(text).catch(async (error: { code?: string }) => {
    // Two instances that create it at once: the loser finds it there.
    if (error.code !== '23505' && error.code !== '42P07') throw error;
  });
  await pool.query(`insert into schema_migrations (name) values ('lock') on conflict do nothing`);
}

async function applyOne(pool: pg.Pool, migration: Migration): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level read committed');
    await client.query(liftTimeLimitText);
    await lockBookkeeping(client);
    const { rows } = await client.query<{ hash: string }>(
      'select hash from schema_migrations where name = $1',
      [migration.name],
    );
    if (rows[0]) {
      await client.query('rollback');
      if (rows[0].hash === migration.hash) return false;
      throw new Error(
        `Migration ${migration.name} was applied in another form; restore the file and add a new one.`,
      );
    }
    await applyMigration(client, migration);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Lets one transaction at a time change the schema; the others wait. */
export async function lockBookkeeping(client: Queryable): Promise<void> {
  await client.query(`select name from schema_migrations where name = 'lock' for update`);
}

/** Applies a migration and notes it, as part of the caller's transaction. */
export async function applyMigration(client: Queryable, { name, text, hash }: Migration): Promise<void> {
  await client.query(text);
  await client.query('insert into schema_migrations (name, hash, applied_at) values ($1, $2, now())', [
    name,
    hash,
  ]);
}

/** The migrations that a database has, in their order. */
export async function readApplied(client: Queryable): Promise<{ name: string; hash: string }[]> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from schema_migrations where hash is not null order by name',
  );
  return rows;
}

async function refuseNewerDatabase(pool: pg.Pool, wanted: Migration[]): Promise<void> {
  const unknown = (await readApplied(pool))
    .map((row) => row.name)
    .filter((name) => !wanted.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `The database is newer than this build (it has ${unknown.join(', ')}); install the newer build.`,
    );
  }
}
