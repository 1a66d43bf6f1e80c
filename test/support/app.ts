import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, createApp } from '#app';
import type { Connectable } from '#paying/connections/connector.ts';
import type { Provider } from '#paying/providers/port.ts';
import { type Config, loadConfig } from '#platform/config/config.ts';
import { createMovableClock, type MovableClock } from '#platform/kit/clock.ts';
import type { ResolveHost } from '#platform/net/resolve-host.ts';
import { Client } from './client.ts';
import { createDatabase, type TestDatabase } from './cluster.ts';
import type { OpenApi } from './contract.ts';
import { freePort } from './free-port.ts';

export type TestApp = App & {
  readonly url: string;
  readonly clock: MovableClock;
  readonly database: TestDatabase;
  /** Lines that the server logged, as JSON. */
  readonly logLines: string[];
  client(): Client;
};

export type TestAppOptions = {
  env?: Record<string, string>;
  database?: TestDatabase;
  clock?: MovableClock;
  providers?: readonly Provider[];
  /** Providers that can be connected, beside those of the product. */
  connectable?: readonly Connectable[];
  isolation?: 'read committed' | 'serializable';
  /** At `localhost` in place of the address: some things of browsers need a host with a name. */
  isNamedHost?: boolean;
  /** In place of the name servers, for what is sent to merchants' addresses. */
  resolveHost?: ResolveHost;
  /** In place of what was built last. */
  buildFolder?: string;
};

/** By their addresses, for what only the owner of a machine sees. */
export const runningApps = new Map<string, App['context']>();

/** Keys of this test process; every app of it verifies the tokens of the others. */
const keys = {
  ENCRYPTION_KEY: `test:${randomBytes(32).toString('base64')}`,
  SIGNING_KEY: `test:${randomBytes(32).toString('base64')}`,
};

/** TEST_ISOLATION=serializable runs every test under the strictest isolation that PostgreSQL has. */
const isolationOfRun =
  process.env.TEST_ISOLATION === 'serializable' ? ('serializable' as const) : ('read committed' as const);

/** Starts the whole server in this process, on a free port and a database of its own. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createDatabase());
  const clock = options.clock ?? createMovableClock();
  const logLines: string[] = [];
  const port = await freePort();
  const host = options.isNamedHost ? 'localhost' : '127.0.0.1';
  const config: Config = loadConfig({
    PORT: String(port),
    PUBLIC_URL: `http://${host}:${port}`,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'info',
    // Tests are many buyers at one address; those about limits switch them on.
    RATE_LIMIT: 'off',
    ...keys,
    ...options.env,
  });
  const app = await createApp({
    config,
    connection: database.connection,
    clock,
    log: pino({ level: config.logLevel }, { write: (line: string) => void logLines.push(line) }),
    version: 'test',
    buildFolder: options.buildFolder ?? join(process.cwd(), 'build'),
    ...(options.providers ? { providers: options.providers } : {}),
    ...(options.connectable ? { connectable: options.connectable } : {}),
    isolation: options.isolation ?? isolationOfRun,
    ...(options.resolveHost ? { resolveHost: options.resolveHost } : {}),
  });
  await app.start();
  const url = `http://${host}:${(app.server.server.address() as AddressInfo).port}`;
  runningApps.set(url, app.context);
  const stop = async () => {
    runningApps.delete(url);
    await app.stop();
    if (!options.database) await database.drop();
  };
  return {
    ...app,
    stop,
    url,
    clock,
    database,
    logLines,
    client: () => new Client(url, {}, app.openApi as OpenApi),
  };
}
