import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type DataFolder, giveTo } from './data-folder.ts';
import { BundledPostgresError } from './error.ts';
import { findBlockingFolder } from './server-user.ts';

const prefix = 'linktill-';

export const socketPort = 5432;

/** The kernel's limit for the path of a Unix socket, without the closing zero byte. */
const pathLimitBytes = process.platform === 'linux' ? 107 : 103;

/**
 * Makes the 0700 folder that the socket lies in (whoever may enter it may use the database without a password)
 * and records its path in the data folder.
 */
export function makeSocketFolder(data: DataFolder, place?: string): string {
  removeSocketFolder(data);
  const folder = place ?? chooseSocketFolder(data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (data.user) chownSync(folder, data.user.uid, data.user.gid);
  writeFileSync(data.socketRecord, `${folder}\n`, { mode: 0o600 });
  giveTo(data.user, data.socketRecord);
  return folder;
}

/** Removes the folder of the last socket, which a crash may have left behind. */
export function removeSocketFolder(data: DataFolder): void {
  let recorded: string;
  try {
    recorded = readFileSync(data.socketRecord, 'utf8').trim();
  } catch {
    return;
  }
  // Only what we made is removed, whatever somebody wrote into the record.
  if (basename(recorded).startsWith(prefix)) rmSync(recorded, { recursive: true, force: true });
  rmSync(data.socketRecord, { force: true });
}

function chooseSocketFolder(data: DataFolder): string {
  const parents = [tmpdir(), '/tmp', '/var/tmp', data.root];
  let reason: unknown;
  for (const parent of parents) {
    const longest = join(parent, `${prefix}XXXXXX`, `.s.PGSQL.${socketPort}`);
    if (Buffer.byteLength(longest) > pathLimitBytes) continue;
    if (findBlockingFolder(parent, data.user) !== undefined) continue;
    try {
      return mkdtempSync(join(parent, prefix));
    } catch (error) {
      reason = error;
    }
  }
  throw new BundledPostgresError(
    `There is no place for PostgreSQL's socket: none of ${parents.join(', ')} is writable and short enough (${pathLimitBytes} bytes); set TMPDIR to one that is.`,
    { cause: reason },
  );
}
