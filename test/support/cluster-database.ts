import { rmSync } from 'node:fs';
import pg from 'pg';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { migrate } from '#platform/db/migrate.ts';
import { makeScratchFolder } from './scratch-folder.ts';

export interface TestCluster {
  /** Makes a database that holds the migrated, empty tables. */
  create(): Promise<BundledConnection>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

const template = 'template_migrated';

// Nobody pulls the plug on this one, so nothing waits for the disk: commits and drops took most of a run otherwise. What has to
// outlast a process that dies is tested on clusters of their own (test/process, test/platform), and the whole on one that is as
// durable as a real one (test/chaos).
const settings = { fsync: 'off', full_page_writes: 'off', max_wal_size: '256MB', max_connections: '400' };

/** Starts a PostgreSQL of its own for this run, with a migrated template database. */
export async function startCluster(): Promise<TestCluster> {
  const dataDir = makeScratchFolder('linktill-test-');
  const postgres = await startBundledPostgres({ dataDir, settings });
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  // After the supervisor's own handler, which needs the files to find the database.
  process.once('exit', remove);
  const { connection } = postgres;
  const admin = new pg.Pool({ ...connection, max: 1 });
  const stop = async () => {
    await admin.end();
    await postgres.stop();
    process.removeListener('exit', remove);
    remove();
  };
  try {
    await admin.query(`create database ${template}`);
    const pool = new pg.Pool({ ...connection, database: template });
    await migrate(pool).finally(() => pool.end());
  } catch (error) {
    await stop();
    throw error;
  }
  let count = 0;
  return {
    create: async () => {
      count += 1;
      const database = `test_${count}`;
      // The pool holds one connection, so copies of the template never get in each other's way.
      await admin.query(`create database ${database} template ${template}`);
      return { ...connection, database };
    },
    drop: async (name) => {
      await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    },
    stop,
  };
}
