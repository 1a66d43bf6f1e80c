import type pg from 'pg';
import type { Connection } from '../database.ts';
import type { Migration } from '../migrate.ts';
import { begin, commit, quoted, withCopyClient } from './copy-client.ts';
import { CopyError } from './copy-error.ts';
import type { CopiedTable, CopySource, SequenceState, Table } from './copy-source.ts';
import { fingerprint, loadRows } from './rows.ts';
import { findSchemaVersion } from './schema-version.ts';
import { applyAll, checkServer, clear, makeTables, refuseServers } from './target.ts';

export type LoadPlan = {
  /** All that this build has. */
  readonly migrations: readonly Migration[];
  /** Whether what the database holds now may be erased. */
  readonly mayReplace: boolean;
  /** What the rows are, as the subject of a sentence. */
  readonly whose: string;
  readonly onTable?: (name: string, rows: number) => void;
  /** The fingerprint that each table must have in the end. */
  readonly fingerprintOf?: (table: Table) => Promise<string>;
};

export type Loaded = {
  readonly tables: number;
  readonly rows: number;
  /** Migrations that this build has added to the schema that the rows came from. */
  readonly migrated: readonly string[];
  /** Tables that no migration makes, such as somebody's own notes. */
  readonly leftOut: readonly string[];
};

/**
 * Makes a database hold exactly what the source holds, in the schema of this build: the tables are made at the source's
 * version, filled, and then migrated on. All of it is one transaction: whatever fails, the database stays as it was.
 *
 * @throws CopyError, with a sentence for people
 */
export async function loadInto(connection: Connection, source: CopySource, plan: LoadPlan): Promise<Loaded> {
  const { own, later } = findSchemaVersion(source.header.migrations, plan.migrations, plan.whose);
  return withCopyClient(connection, async (client) => {
    await checkServer(client);
    await refuseServers(client);
    await begin(client, 'writing');
    await clear(client, plan.migrations, plan.mayReplace);
    const tables = await makeTables(client, own);
    const filled = await fill(client, tables, source, plan);
    await setSequences(client, tables, source.header.sequences);
    // Without statistics the first questions would read whole tables.
    await client.query(`analyze ${quoted(tables.map(({ name }) => name))}`);
    await applyAll(client, later);
    await commit(client).catch(lostCommit);
    return { ...filled, migrated: later.map(({ name }) => name) };
  });
}

/** The one moment at which nobody here can know what the database did. */
function lostCommit(error: unknown): never {
  throw new CopyError(
    `The connection broke at the very end (${(error as Error).message}): look with \`organization list\` whether the data are there, and if not, try again.`,
    { cause: error },
  );
}

async function fill(
  client: pg.Client,
  tables: readonly Table[],
  source: CopySource,
  plan: LoadPlan,
): Promise<Omit<Loaded, 'migrated'>> {
  const missing = new Set(tables.map(({ name }) => name));
  const leftOut: string[] = [];
  let rows = 0;
  for await (const table of source.tables) {
    const own = tables.find(({ name }) => name === table.name);
    if (own && missing.delete(own.name)) {
      rows += await fillTable(client, own, table, plan);
    } else {
      leftOut.push(table.name);
      for await (const _ of table.rows);
    }
  }
  if (missing.size > 0) throw new CopyError(`${plan.whose} lacks the table ${[...missing].join(', ')}.`);
  return { tables: tables.length, rows, leftOut };
}

async function fillTable(
  client: pg.Client,
  own: Table,
  table: CopiedTable,
  { whose, onTable, fingerprintOf }: LoadPlan,
): Promise<number> {
  if ([...own.columns].sort().join() !== [...table.columns].sort().join()) {
    throw new CopyError(
      `${whose} has other columns of ${table.name} than its migrations make: ${table.columns.join(', ')} instead of ${own.columns.join(', ')}.`,
    );
  }
  const loaded = await loadRows(client, table, table.rows).catch((error: unknown) => {
    throw isAboutValues(error)
      ? new CopyError(`${whose} holds rows that ${table.name} refuses: ${(error as Error).message}.`, {
          cause: error,
        })
      : error;
  });
  const expected = table.rowCount();
  if (loaded !== expected) {
    throw new CopyError(`${whose} has ${expected} rows of ${table.name}, but ${loaded} arrived.`);
  }
  if (fingerprintOf) {
    const [before, after] = [await fingerprintOf(table), await fingerprint(client, table)];
    if (before !== after) {
      throw new CopyError(`${table.name} differs after the copy: ${before} became ${after}.`);
    }
  }
  onTable?.(table.name, loaded);
  return loaded;
}

/** Part of the transaction, as `setval` would not be. */
async function setSequences(
  client: pg.Client,
  tables: readonly Table[],
  sequences: readonly SequenceState[],
): Promise<void> {
  for (const { name, table, next } of sequences) {
    if (!tables.some((own) => own.name === table)) continue;
    await client.query(`alter sequence ${quoted([name])} restart with ${BigInt(next)}`);
  }
}

function isAboutValues(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '');
}
