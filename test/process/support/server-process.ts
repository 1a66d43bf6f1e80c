import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findPostmaster } from '#platform/db/bundled/postmaster.ts';
import { processMark } from '#platform/db/bundled/process-mark.ts';
import { Client } from '#test/support/client.ts';
import { copyFolder, makeFolder } from './folders.ts';
import { commandFile, type Run, run, serverFile } from './run.ts';
import { soon } from './soon.ts';

export type ServerProcess = Run & {
  readonly pid: number;
  readonly url: string;
  readonly dataDir: string;
  client(): Client;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Run['ended'];
};

export type ServerOptions = {
  dataDir?: string;
  environment?: Record<string, string>;
  nodeOptions?: readonly string[];
};

/** Begins to run the built server on a free port. */
export function runServer(options: ServerOptions = {}): Run & { dataDir: string } {
  const { dataDir = makeFolder(), environment = {}, nodeOptions = [] } = options;
  const whole = { PORT: '0', DATA_DIR: dataDir, RATE_LIMIT: 'off', ...environment };
  return {
    ...run(process.execPath, ['--enable-source-maps', ...nodeOptions, serverFile], { environment: whole }),
    dataDir,
  };
}

/** Runs the built server until it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const started = runServer(options);
  const ready = await Promise.race([
    soon(() => readyLine(started.stdout()), Boolean),
    started.ended.then(({ code }) => {
      throw new Error(
        `The server ended (${code}) before it was ready:\n${started.stdout()}${started.stderr()}`,
      );
    }),
  ]);
  const { url } = ready as { url: string };
  return {
    ...started,
    pid: started.child.pid as number,
    url,
    client: () => new Client(url),
    end: (signal) => {
      started.child.kill(signal);
      return started.ended;
    },
  };
}

/** The lines of the log, read. */
export function logLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function readyLine(stdout: string): Record<string, unknown> | undefined {
  return logLines(stdout).find(({ msg }) => msg === 'ready');
}

/** Runs an operator command to its end. */
export async function runCommand(
  words: string[],
  options: { dataDir: string; input?: string; environment?: Record<string, string> },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const environment = { DATA_DIR: options.dataDir, ...options.environment };
  const command = run(process.execPath, [commandFile, ...words], {
    environment,
    ...(options.input === undefined ? {} : { input: options.input }),
  });
  const { code } = await command.ended;
  return { code, stdout: command.stdout(), stderr: command.stderr() };
}

let usedFolder: Promise<string> | undefined;

/** A copy of a data folder that a server has used before: quicker than a first start. */
export async function usedDataDir(): Promise<string> {
  // A test file takes its folders away at its end, and others of the same worker come after it.
  if (!usedFolder || !existsSync(await usedFolder)) usedFolder = makeUsedFolder();
  return copyFolder(await usedFolder);
}

async function makeUsedFolder(): Promise<string> {
  const server = await startServer();
  await server.end('SIGTERM');
  // Processes are killed here and machines are not, so what was written is read again without waiting for the disk.
  appendFileSync(join(server.dataDir, 'postgres/postgresql.conf'), 'fsync = off\n');
  return server.dataDir;
}

/** A connection into the bundled database of a running server. */
export async function openBundledDatabase(dataDir: string): Promise<pg.Client> {
  const host = readFileSync(join(dataDir, 'postgres-socket'), 'utf8').trim();
  const client = new pg.Client({ host, port: 5432, user: 'linktill', database: 'linktill' });
  // The tests end databases on purpose.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export function databaseRuns(dataDir: string): boolean {
  return findPostmaster(join(dataDir, 'postgres')) !== undefined;
}

/** A process that has ended counts as gone before its parent has asked how it ended. */
export function isRunning(pid: number): boolean {
  return processMark(pid) !== undefined;
}

/** The processes that this one started and that still run. */
export function childrenOf(pid: number): number[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return list
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid && child !== undefined && isRunning(child) ? [child] : []));
}
