import { type Database, openDatabase } from '#test/chaos/machine/database.ts';
import { type FaultProxy, openFaultProxy } from '#test/chaos/machine/fault-proxy.ts';
import { startApp, type TestApp } from '#test/support/app.ts';

export type Outage = {
  readonly app: TestApp;
  /** A cluster of its own, so that nobody else meets what is done to it. */
  readonly database: Database;
  /** What lies between both. */
  readonly proxy: FaultProxy;
  /** Lines of the log about the database. */
  told(): string[];
  close(): Promise<void>;
};

/** Starts an app on a database that may be frozen, filled and cut off. */
export async function openOutage(
  settings: Readonly<Record<string, string>> = {},
  env: Record<string, string> = {},
): Promise<Outage> {
  const database = await openDatabase(settings);
  const proxy = await openFaultProxy(database.socketPath);
  const { user, database: name } = database.connection;
  const app = await startApp({
    env,
    database: {
      connection: { host: '127.0.0.1', port: proxy.port, user, database: name },
      url: `postgresql://${user}@127.0.0.1:${proxy.port}/${name}`,
      drop: async () => undefined,
    },
  });
  return {
    app,
    database,
    proxy,
    told: () => toldOf(app),
    close: async () => {
      proxy.swallow(false);
      database.thaw();
      await app.stop();
      await proxy.close();
      await database.remove();
    },
  };
}

/** Lines of its log about the database. */
export function toldOf(app: TestApp): string[] {
  return app.logLines
    .map((line) => JSON.parse(line).msg as string)
    .filter((message) => message.startsWith('the database '));
}

export type Timed = {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: string | null;
  readonly seconds: number;
};

/** What an answer says, and how long it took. */
export async function timed(
  asked: Promise<{ status: number; body: { code?: string }; headers: Headers }>,
): Promise<Timed> {
  const startedMs = performance.now();
  const { status, body, headers } = await asked;
  return {
    status,
    code: body?.code ?? '',
    retryAfter: headers.get('retry-after'),
    seconds: (performance.now() - startedMs) / 1000,
  };
}

/** Nothing hangs longer; the machine that tests may be busy. */
export const longestSeconds = 5.5;
