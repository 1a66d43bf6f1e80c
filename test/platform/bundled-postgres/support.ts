import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import pg from 'pg';
import { findPackageFolder } from '#platform/db/bundled/binaries.ts';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { processMark } from '#platform/db/bundled/process-mark.ts';
import { makeScratchFolder } from '#test/support/scratch-folder.ts';

export interface Owner {
  pid: number;
  connection: BundledConnection;
  reused: boolean;
  /** Sends the signal and waits for the end of the process. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const cleanups: (() => void)[] = [];

/** Removes what the tests of a file made. */
export function cleanUp(): void {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
}

export function makeFolder(): string {
  const folder = makeScratchFolder('linktill-test-');
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder with a stopped database, which is quicker copied than made. */
export async function makeDataDir(): Promise<string> {
  prepared ??= prepareDataDir();
  const dataDir = makeFolder();
  // Not cpSync, which in Node 22 and 24 opens folders to everybody; PostgreSQL refuses those.
  await cp(await prepared, dataDir, { recursive: true });
  return dataDir;
}

async function prepareDataDir(): Promise<string> {
  const dataDir = makeFolder();
  const database = await startBundledPostgres({ dataDir });
  await database.stop();
  return dataDir;
}

/** Keeps a process from outliving the tests. */
export function own(child: ChildProcess): void {
  cleanups.push(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
}

let bundled: Promise<string> | undefined;
let prepared: Promise<string> | undefined;

/** Starts a server process that owns the bundled database of the folder. */
export async function startOwner(dataDir: string, environment: Record<string, string> = {}): Promise<Owner> {
  bundled ??= bundleOwner();
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [await bundled, dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  own(child);
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return {
    pid: child.pid!,
    ...(JSON.parse(line) as { connection: BundledConnection; reused: boolean }),
    end: async (signal) => {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

async function bundleOwner(): Promise<string> {
  // Beside the tests' other leftovers in the checkout, from where its packages are found.
  const folder = mkdtempSync(join(process.cwd(), 'build.test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'owner.mjs');
  const entryPoints = ['test/platform/bundled-postgres/owner.ts'];
  await build({ entryPoints, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
  return outfile;
}

export async function query(connection: BundledConnection, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  // The tests end the database on purpose while nobody waits for an answer.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A process that has ended counts as gone before its parent has asked how it ended. */
export function isRunning(pid: number): boolean {
  return processMark(pid) !== undefined;
}

/** Copies the package of the binaries as npm leaves it when install scripts are off: without links. */
export function copyPackageWithoutLinks(to: string): void {
  const filter = (source: string) => !lstatSync(source).isSymbolicLink();
  cpSync(findPackageFolder(), to, { recursive: true, filter });
}
