import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { quoted } from './copy-client.ts';
import type { CopiedTable, Table } from './copy-source.ts';

/** The rows of a table as the client's transaction sees them, streamed: only a few chunks are in memory at a time. */
export function copyRows(client: pg.Client, table: Table): CopiedTable {
  let count: number | undefined;
  async function* read() {
    const text = `copy (select ${quoted(table.columns)} from ${pg.escapeIdentifier(table.name)}) to stdout`;
    const stream = client.query(copyTo(text));
    for await (const chunk of stream) yield chunk as Buffer;
    // The count comes behind the rows; the next answer comes behind the count.
    await client.query('select');
    count = stream.rowCount;
  }
  return {
    ...table,
    rows: read(),
    rowCount: () => {
      if (count === undefined) throw new Error(`The rows of ${table.name} are counted when all were read.`);
      return count;
    },
  };
}

/** @returns how many rows the database took. */
export async function loadRows(
  client: pg.Client,
  table: Table,
  rows: AsyncIterable<Buffer>,
): Promise<number> {
  const text = `copy ${pg.escapeIdentifier(table.name)} (${quoted(table.columns)}) from stdin`;
  const stream = client.query(copyFrom(text));
  await pipeline(rows, stream);
  return stream.rowCount;
}

/**
 * A number that two servers agree on exactly when a table holds the same rows on both, in whatever order: how many
 * there are, and the sum of what SHA-256 makes of the text of each.
 */
export async function fingerprint(client: pg.Client, table: Table): Promise<string> {
  const row = `sha256(convert_to(row(${quoted(table.columns)})::text, 'UTF8'))`;
  const { rows } = await client.query<{ print: string }>(
    `select count(*) || ' rows, ' || coalesce(sum(('x' || encode(substring(${row} for 8), 'hex'))::bit(64)::bigint), 0) as print
    from ${pg.escapeIdentifier(table.name)}`,
  );
  return rows[0]?.print as string;
}
