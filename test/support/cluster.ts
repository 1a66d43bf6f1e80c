import { inject } from 'vitest';
import { type BundledConnection, connectionUrl } from '#platform/db/bundled/connection.ts';

export interface TestDatabase {
  /** What `pg` takes. */
  connection: BundledConnection;
  /** The same as a DATABASE_URL, for a server in a process of its own. */
  url: string;
  drop(): Promise<void>;
}

/**
 * Makes a database with the migrated, empty tables for the calling test file. All files of a run share one
 * PostgreSQL, which starts when the first of them asks.
 */
export async function createDatabase(): Promise<TestDatabase> {
  const connection = (await ask('/create-database')) as BundledConnection;
  return {
    connection,
    url: connectionUrl(connection),
    drop: async () => {
      await ask(`/drop-database?name=${connection.database}`);
    },
  };
}

/** The WebSocket endpoint of the one Chromium of this run, for playwright-core's `chromium.connect`. */
export async function browserEndpoint(): Promise<string> {
  return (await ask('/browser')) as string;
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(inject('clusterService') + path);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text);
}
