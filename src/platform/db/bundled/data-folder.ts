import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lchownSync,
  mkdirSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BundledPostgresError } from './error.ts';
import { chooseServerUser, findBlockingFolder, type ServerUser } from './server-user.ts';

/** Where everything of one bundled database lies. */
export interface DataFolder {
  root: string;
  /** PostgreSQL's own folder (PGDATA). */
  database: string;
  /** Lock files of the servers and commands that use the folder. */
  locks: string;
  /** What PostgreSQL writes while it runs. */
  log: string;
  /** A file that holds the path of the folder of the current Unix socket. */
  socketRecord: string;
  /** The user PostgreSQL runs as; undefined when it is this process's own. */
  user: ServerUser | undefined;
}

/**
 * Decides where the data lie. The default folder moves to /var/lib/linktill when this process is root and a
 * parent of the folder (a checkout below /root, say) is closed to the user PostgreSQL has to run as.
 *
 * @param explicit whether a person chose the folder; then it is never moved.
 * @returns an absolute path.
 * @throws BundledPostgresError when the chosen folder cannot be reached by that user.
 */
export function resolveDataDir(dataDir: string, { explicit }: { explicit: boolean }): string {
  const root = resolve(dataDir);
  const user = chooseServerUser(join(root, 'postgres'));
  const blocking = findBlockingFolder(dirname(root), user);
  if (blocking === undefined) return root;
  if (explicit) throw blockedError(root, blocking, user);
  return '/var/lib/linktill';
}

/**
 * Makes the data folder and lets the user PostgreSQL runs as through to the database in it.
 *
 * @throws BundledPostgresError when this process may not write there, or that user cannot get there.
 */
export function prepareDataFolder(dataDir: string): DataFolder {
  const root = resolve(dataDir);
  const database = join(root, 'postgres');
  const user = chooseServerUser(database);
  const blocking = findBlockingFolder(dirname(root), user);
  if (blocking !== undefined) throw blockedError(root, blocking, user);
  const locks = join(root, 'locks');
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    mkdirSync(locks, { recursive: true, mode: 0o700 });
    accessSync(locks, constants.R_OK | constants.W_OK | constants.X_OK);
    accessSync(root, constants.W_OK);
  } catch (error) {
    throw new BundledPostgresError(
      `The data folder ${root} cannot be written (${(error as NodeJS.ErrnoException).code}): run this as the user it belongs to, or set DATA_DIR to a folder of your own.`,
      { cause: error },
    );
  }
  if (user) {
    letThrough(root, user);
    giveTo(user, locks);
  }
  const log = join(root, 'postgres.log');
  return { root, database, locks, log, socketRecord: join(root, 'postgres-socket'), user };
}

/** Hands a file or folder with all it holds to the user, if it is not his already. */
export function giveTo(user: ServerUser | undefined, path: string): void {
  if (user === undefined || statSync(path).uid === user.uid) return;
  chownSync(path, user.uid, user.gid);
  if (!statSync(path).isDirectory()) return;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** The data folder also holds keys, so the user gets the right to pass through it and no other right. */
function letThrough(root: string, user: ServerUser): void {
  if (findBlockingFolder(root, user) === undefined) return;
  const mode = statSync(root).mode & 0o7777;
  if ((mode & 0o070) === 0) {
    chownSync(root, -1, user.gid);
    chmodSync(root, mode | 0o010);
  } else {
    chmodSync(root, mode | 0o001);
  }
}

function blockedError(root: string, blocking: string, user: ServerUser | undefined): BundledPostgresError {
  return new BundledPostgresError(
    `PostgreSQL runs as ${user?.name ?? 'another user'} because it refuses to run as root, and ${blocking} is closed to that user, so it cannot reach the data folder ${root}: set DATA_DIR to a folder outside of it, or open it with \`chmod o+x ${blocking}\`.`,
  );
}
