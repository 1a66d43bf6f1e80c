import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BundledConnection, databaseName } from '#platform/db/bundled/connection.ts';
import { residentMegabytes } from './process-usage.ts';

export type ServerProcess = {
  readonly url: string;
  readonly pid: number;
  /** Memory that it occupies now; undefined where the system does not tell. */
  megabytes(): number | undefined;
  stop(): Promise<void>;
};

const readyWithinMs = 30_000;
const stopWithinMs = 20_000;

/**
 * Runs a built server in a process of its own, with what `npm start` of its checkout gives it, and nothing
 * of this process' environment but what every program needs. Its log is read and thrown away, as a collector of logs
 * would read it.
 */
export async function startServer(
  buildFolder: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const start = readStartScript(dirname(buildFolder));
  const words = [...start.options, '--enable-source-maps', join(buildFolder, 'server/main.js')];
  const child = spawn(process.execPath, words, {
    env: { PATH, HOME, PORT: '0', ...start.environment, ...environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await readyUrl(child);
    const pid = child.pid as number;
    return { url, pid, megabytes: () => residentMegabytes(pid), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** What `npm start` of a checkout sets and tells node. */
function readStartScript(checkout: string) {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const words = (scripts.start as string).split(' ');
  const settings = words
    .filter((word) => /^\w+=/.test(word))
    .map((word) => word.split('=') as [string, string]);
  return {
    options: words.filter((word) => word.startsWith('--')),
    environment: Object.fromEntries(settings),
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`The server was not ready in time:\n${said}`)),
      readyWithinMs,
    );
    child.once('exit', () => reject(new Error(`The server ended before it was ready:\n${said}`)));
    const listen = (text: string) => {
      said += text;
      const line = said.split('\n').find((candidate) => candidate.includes('"msg":"ready"'));
      if (!line?.endsWith('}')) return;
      clearTimeout(late);
      child.stdout?.off('data', listen).resume();
      // The name would be looked up for every connection, and have two addresses.
      resolve((JSON.parse(line) as { url: string }).url.replace('localhost', '127.0.0.1'));
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(late);
}

/** How to reach the bundled PostgreSQL of a server that runs on this data folder. */
export function bundledConnection(dataDir: string): BundledConnection {
  const host = readFileSync(join(dataDir, 'postgres-socket'), 'utf8').trim();
  return { host, port: 5432, user: databaseName, database: databaseName };
}

export function postmasterPid(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
}
