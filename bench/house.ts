import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { secretsPath } from '#platform/config/secrets.ts';
import { type BundledConnection, connectionUrl } from '#platform/db/bundled/connection.ts';
import { type Child, startChild } from './children/child.ts';
import type { Load, LoadOrder } from './children/load-generator.ts';
import { createSqlRunner, type SqlRunner } from './limits/run-sql.ts';
import { setUp, tearDown } from './limits/sql-scripts.ts';
import {
  bundledConnection,
  postmasterPid,
  type ServerProcess,
  startServer,
} from './machine/server-process.ts';
import type { BenchOptions } from './options.ts';
import { openShop, type Shop } from './shop.ts';

/** All that runs during a benchmark: the built server on its database, and the load generator. */
export type House = {
  readonly options: BenchOptions;
  /** Where the build lies. */
  readonly buildFolder: string;
  readonly server: ServerProcess;
  readonly connection: BundledConnection;
  readonly databasePid: number;
  readonly shop: Shop;
  readonly load: Child<LoadOrder, Load>;
  readonly sql: SqlRunner;
  /** One query to the server's database, beside the server. */
  query<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
  /** Tells whoever waits how far it is. */
  say(text: string): void;
  /** A second server on the same database, in a process of its own. */
  startSecondServer(environment: Readonly<Record<string, string>>): Promise<ServerProcess>;
  close(): Promise<void>;
};

/** Starts everything on an empty database in a temporary folder. */
export async function openHouse(options: BenchOptions, buildFolder: string): Promise<House> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const undo of closers.splice(0).reverse()) await undo();
  };
  try {
    const dataDir = mkdtempSync(join(tmpdir(), 'linktill-bench-'));
    closers.push(() => rmSync(dataDir, { recursive: true, force: true }));
    // The load comes from this machine as from a proxy, so that it can be many addresses; webhooks go to it as well.
    const environment = { RATE_LIMIT: 'off', TRUST_PROXY: '1', WEBHOOK_ALLOW_PRIVATE: 'true' };
    const server = await startServer(buildFolder, { DATA_DIR: dataDir, ...environment });
    closers.push(server.stop);
    const connection = bundledConnection(dataDir);
    const client = new pg.Client(connection);
    await client.connect();
    closers.push(() => client.end());
    await client.query(setUp);
    closers.push(() => client.query(tearDown));
    const load = startChild<LoadOrder, Load>('child:load-generator');
    closers.push(load.stop);
    const sql = createSqlRunner(connection);
    closers.push(sql.stop);
    return {
      options,
      buildFolder,
      server,
      connection,
      databasePid: postmasterPid(dataDir),
      shop: await openShop(server.url),
      load,
      sql,
      query: async <Row>(text: string, values: readonly unknown[]) =>
        (await client.query(text, [...values])).rows as Row[],
      say: (text) => void process.stderr.write(`${text}\n`),
      startSecondServer: (environment) => {
        // A database opens with its own keys only.
        const keys = JSON.parse(readFileSync(secretsPath(dataDir), 'utf8')) as Record<string, string>;
        return startServer(buildFolder, { DATABASE_URL: connectionUrl(connection), ...keys, ...environment });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
