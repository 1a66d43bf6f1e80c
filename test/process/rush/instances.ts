import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Client } from '#test/support/client.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { makeFolder } from '../support/folders.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

/** What servers share wherever they run: one database and the keys. */
export type Site = {
  readonly database: TestDatabase;
  readonly environment: Readonly<Record<string, string>>;
};

export async function createSite(): Promise<Site> {
  const database = await createDatabase();
  const key = () => `rush:${randomBytes(32).toString('base64')}`;
  // Each buyer comes from an address of his own.
  const environment = { ENCRYPTION_KEY: key(), SIGNING_KEY: key(), TRUST_PROXY: '1' };
  return { database, environment: { ...environment, DATABASE_URL: database.url } };
}

/** Servers in processes of their own, as on several machines. */
export type Instances = {
  /** Those that run. Whoever holds the list sees one go and another come. */
  readonly running: ServerProcess[];
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A client of one that runs. */
  client(): Client;
  /** Ends one as a power cut would, and starts another in its place; resolves when that one is ready. */
  replace(server: ServerProcess): Promise<void>;
  stop(): Promise<void>;
};

export async function startInstances(
  site: Site,
  count: number,
  more: Record<string, string> = {},
): Promise<Instances> {
  const environment = { ...site.environment, ...more };
  const startOne = () => startServer({ dataDir: makeFolder(), environment });
  const running = await Promise.all(Array.from({ length: count }, startOne));
  const pool = new pg.Pool({ connectionString: site.database.url, max: 2 });
  return {
    running,
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    client: () => {
      const [server] = running;
      if (!server) throw new Error('No server runs.');
      return server.client();
    },
    replace: async (server) => {
      running.splice(running.indexOf(server), 1);
      await server.end('SIGKILL');
      running.push(await startOne());
    },
    stop: async () => {
      await Promise.all(running.map((server) => server.end('SIGTERM')));
      await pool.end();
    },
  };
}
