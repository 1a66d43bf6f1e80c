import type pg from 'pg';
import type { Connection } from '../database.ts';
import { readApplied } from '../migrate.ts';
import { readSequences, readTables } from './catalogue.ts';
import { begin, commit, quoted, withCopyClient } from './copy-client.ts';
import { CopyError } from './copy-error.ts';
import type { CopySource, Table } from './copy-source.ts';
import { copyRows, fingerprint } from './rows.ts';

/** A database as it was at one moment. */
export type Snapshot = CopySource & {
  /** See `fingerprint`; of the same moment. */
  readonly fingerprintOf: (table: Table) => Promise<string>;
};

export type SnapshotOptions = {
  /** Lets nobody write until the snapshot is done with; otherwise everybody goes on. */
  readonly isLast: boolean;
};

/**
 * Reads a whole database out of one snapshot: every table, and everything in them, belongs to the same moment.
 *
 * @throws CopyError when the database holds no tables of this program
 */
export async function withSnapshot<T>(
  connection: Connection,
  { isLast }: SnapshotOptions,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return withCopyClient(connection, async (client) => {
    const snapshot = await openSnapshot(client, isLast ? 'share' : 'access share');
    const result = await work(snapshot);
    await commit(client);
    return result;
  });
}

/**
 * The locks are taken before the snapshot: a migration that rewrites a table would leave it empty for snapshots that
 * are older. A migration that was quicker than the locks shows in the list of tables; then all begins anew.
 */
async function openSnapshot(client: pg.Client, lock: 'share' | 'access share'): Promise<Snapshot> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const before = await look(client);
    await begin(client, 'reading');
    await client.query(`lock table ${quoted(before.tables.map(({ name }) => name))} in ${lock} mode`);
    const { tables, migrations } = await look(client);
    if (JSON.stringify({ tables, migrations }) === JSON.stringify(before)) {
      const { rows } = await client.query<{ now: Date; postgres: string }>(
        `select now() as now, current_setting('server_version') as postgres`,
      );
      const [{ now: createdAt, postgres }] = rows as [{ now: Date; postgres: string }];
      const header = { createdAt, postgres, migrations, sequences: await readSequences(client) };
      return {
        header,
        tables: eachTable(client, tables),
        fingerprintOf: (table) => fingerprint(client, table),
      };
    }
    await client.query('rollback');
  }
  throw new CopyError('The tables of the database keep changing: wait until its migrations are done.');
}

async function* eachTable(client: pg.Client, tables: readonly Table[]) {
  for (const table of tables) yield copyRows(client, table);
}

async function look(client: pg.Client) {
  const migrations = await readApplied(client).catch((error: { code?: string }) => {
    // Neither the table nor a table of that name with our columns.
    if (error.code === '42P01' || error.code === '42703') return [];
    throw error;
  });
  if (migrations.length === 0) throw new CopyError('The database holds no tables of this program yet.');
  return { tables: await readTables(client), migrations };
}
