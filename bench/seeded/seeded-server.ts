import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  bundledConnection,
  postmasterPid,
  type ServerProcess,
  startServer,
} from '../machine/server-process.ts';

export type Size = { readonly links: number; readonly payments: number };

export const smallSize: Size = { links: 1_000, payments: 10_000 };
export const largeSize: Size = { links: 100_000, payments: 1_000_000 };

/** A server on a database of its own that holds so many links and payments of one shop. */
export type SeededServer = {
  readonly size: Size;
  readonly server: ServerProcess;
  readonly databasePid: number;
  /** Of the shop's owner, for `Authorization`. */
  readonly authorization: string;
  /** What seeding took; undefined when it was done in an earlier run. */
  readonly seedMs: number | undefined;
  /** From the start of the process until it took requests, with all of this in the database. */
  readonly readyMs: number;
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

const owner = { email: 'owner@shop.example', password: 'correct horse battery' };

/**
 * Starts it on a database that `seed` filled, in this run or, where a folder is named, in an earlier one.
 *
 * @param keptIn where seeded databases stay for later runs; each is gone with its server when left out
 */
export async function openSeededServer(
  buildFolder: string,
  size: Size,
  keptIn: string | undefined,
): Promise<SeededServer> {
  const dataDir = keptIn
    ? join(keptIn, `${size.links}-links-${size.payments}-payments`)
    : mkdtempSync(join(tmpdir(), 'linktill-bench-seeded-'));
  mkdirSync(dataDir, { recursive: true });
  const remove = () => (keptIn ? undefined : rmSync(dataDir, { recursive: true, force: true }));
  try {
    const seedMs = await seedOnce(buildFolder, dataDir, size);
    const startedMs = performance.now();
    const server = await startIn(buildFolder, dataDir);
    const readyMs = performance.now() - startedMs;
    const client = new pg.Client(bundledConnection(dataDir));
    const stop = async () => {
      await client.end();
      await server.stop();
      remove();
    };
    try {
      await client.connect();
      const query: SeededServer['query'] = async (text, values = []) =>
        (await client.query(text, [...values])).rows;
      await untilSummed(query);
      const { access_token } = await post(server.url, '/api/auth/login/', owner);
      const authorization = `Token ${access_token}`;
      const databasePid = postmasterPid(dataDir);
      return { size, server, databasePid, authorization, seedMs, readyMs, query, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
}

/** A file beside the database says that all of it is there. */
async function seedOnce(buildFolder: string, dataDir: string, size: Size): Promise<number | undefined> {
  const done = join(dataDir, 'seeded');
  if (existsSync(done)) return undefined;
  const server = await startIn(buildFolder, dataDir);
  try {
    const { organization } = await post(server.url, '/api/auth/signup/', {
      ...owner,
      organization_name: 'Nordlicht',
      name: 'Maja Berg',
    });
    const startedMs = performance.now();
    const { id } = organization as { id: string };
    await seed(buildFolder, dataDir, size, id);
    writeFileSync(done, '');
    return performance.now() - startedMs;
  } finally {
    // The next start sums the days up at once.
    await server.stop();
  }
}

async function seed(buildFolder: string, dataDir: string, { links, payments }: Size, organization: string) {
  const { PATH = '', HOME = '' } = process.env;
  const words = ['seed', '--links', `${links}`, '--payments', `${payments}`, '--organization', organization];
  const child = spawn(process.execPath, [join(buildFolder, 'server/cli.js'), ...words], {
    env: { PATH, HOME, DATA_DIR: dataDir } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`seed ended with ${code}.`);
}

function startIn(buildFolder: string, dataDir: string): Promise<ServerProcess> {
  return startServer(buildFolder, { DATA_DIR: dataDir, RATE_LIMIT: 'off' });
}

const summedWithinMs = 180_000;
const lookEveryMs = 250;

/** Reports read what is not summed yet from the payments themselves, as they do for a shop that came just now. */
async function untilSummed(query: SeededServer['query']): Promise<void> {
  const endMs = performance.now() + summedWithinMs;
  for (;;) {
    const [row] = await query<{ is_summed: boolean }>(
      "select count(*) > 0 and min(summed_until) > now() - interval '1 hour' as is_summed from figure_progress",
    );
    if (row?.is_summed) return;
    if (performance.now() > endMs) throw new Error('The days of a seeded shop were not summed in time.');
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function post(url: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** What the folder of a database weighs, in megabytes. */
export function databaseMegabytes(query: SeededServer['query']): Promise<number> {
  return query<{ megabytes: number }>(
    'select (pg_database_size(current_database()) / 1048576)::integer as megabytes',
  ).then(([row]) => row?.megabytes ?? 0);
}
