import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BundledPostgresError } from './error.ts';
import { commandLine } from './process-mark.ts';

/** The running database server of a data folder, as its own pid file tells it. */
export interface Postmaster {
  pid: number;
  socketFolder: string;
  port: number;
  status: string;
}

const pollMs = 50;

/**
 * Finds the database server that runs on this folder, whoever started it.
 *
 * The number in a pid file that outlived a crash may meanwhile belong to another program. Every server of ours
 * carries the random name of its socket folder on its command line, so that tells them apart.
 */
export function findPostmaster(databaseFolder: string): Postmaster | undefined {
  const postmaster = readPidFile(databaseFolder);
  if (postmaster === undefined) return undefined;
  return commandLine(postmaster.pid)?.includes(postmaster.socketFolder) ? postmaster : undefined;
}

/**
 * Finds the running database server and waits until it accepts connections or, if it is just stopping, is gone.
 *
 * @throws BundledPostgresError when it does neither within five minutes.
 */
export async function awaitPostmaster(databaseFolder: string): Promise<Postmaster | undefined> {
  for (let waitedMs = 0; waitedMs < 300_000; waitedMs += pollMs) {
    const postmaster = findPostmaster(databaseFolder);
    if (postmaster === undefined || postmaster.status === 'ready') return postmaster;
    await delay(pollMs);
  }
  throw new BundledPostgresError(
    `The database in ${databaseFolder} has been starting or stopping for five minutes: look at postgres.log beside that folder.`,
  );
}

/**
 * Makes the pid file of a dead server harmless, which PostgreSQL would otherwise believe whenever its number
 * now belongs to another process of the same user. Only to be called when `findPostmaster` finds none.
 *
 * The rest of the file stays: PostgreSQL itself looks there whether processes of the dead server still hold the
 * shared memory, and refuses to start beside them.
 */
export function discreditPidFile(databaseFolder: string): void {
  const path = join(databaseFolder, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch {
    return;
  }
  if (!/^\d+$/.test(lines[0] ?? '')) {
    // A crash of the machine can leave an empty file, which PostgreSQL refuses to judge.
    rmSync(path, { force: true });
    return;
  }
  if (commandLine(Number(lines[0])) === undefined) return;
  const noProcess = '99999999';
  writeFileSync(path, [noProcess, ...lines.slice(1)].join('\n'));
}

function readPidFile(databaseFolder: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(databaseFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, , , port, socketFolder, , , status] = lines.map((line) => line.trim());
  if (!pid || !socketFolder) return undefined;
  return { pid: Number(pid), port: Number(port), socketFolder, status: status ?? '' };
}
