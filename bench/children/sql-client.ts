import pg from 'pg';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { type SqlScript, withNumberedParameters } from '../limits/sql-scripts.ts';
import { answerParent } from './child.ts';

export type SqlOrder = {
  readonly connection: BundledConnection;
  readonly script: SqlScript;
  readonly clients: number;
  readonly seconds: number;
};
export type SqlRun = { readonly perSecond: number };

/** Stands in where pgbench is not installed: the same script, prepared, by the driver that the server uses. */
export function sqlClient(): void {
  answerParent<SqlOrder, SqlRun>(async ({ connection, script, clients, seconds }) => {
    const pool = await Promise.all(Array.from({ length: clients }, () => connect(connection)));
    const startMs = performance.now();
    const endMs = startMs + seconds * 1000;
    const counts = await Promise.all(pool.map((client) => repeat(client, script, endMs)));
    const elapsedSeconds = (performance.now() - startMs) / 1000;
    await Promise.all(pool.map((client) => client.end()));
    return { perSecond: counts.reduce((sum, count) => sum + count, 0) / elapsedSeconds };
  });
}

async function connect(connection: BundledConnection): Promise<pg.Client> {
  const client = new pg.Client(connection);
  await client.connect();
  return client;
}

async function repeat(client: pg.Client, script: SqlScript, endMs: number): Promise<number> {
  const statements = script.statements.map((statement, index) => ({
    ...withNumberedParameters(statement.text),
    name: `${script.name}_${index}`,
    keepsRow: statement.keepsRow ?? false,
  }));
  let count = 0;
  for (; performance.now() < endMs; count++) {
    const values: Record<string, unknown> = {};
    for (const { name, from, to } of script.variables)
      values[name] = from + Math.floor(Math.random() * (to - from + 1));
    for (const { name, text, parameters, keepsRow } of statements) {
      const { rows } = await client.query({
        name,
        text,
        values: parameters.map((parameter) => values[parameter]),
      });
      if (keepsRow) Object.assign(values, rows[0]);
    }
  }
  return count;
}
