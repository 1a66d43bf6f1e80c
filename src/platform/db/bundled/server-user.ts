import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BundledPostgresError } from './error.ts';

/** The user PostgreSQL runs as when this process is root, which PostgreSQL refuses to be. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Chooses the user for PostgreSQL: undefined (this process's own) unless this process is root; then the owner of
 * the database that is already there, else `postgres`, else `nobody`.
 *
 * @throws BundledPostgresError when root finds none of them.
 */
export function chooseServerUser(databaseFolder: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(databaseFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const user = findUser('postgres') ?? findUser('nobody');
  if (user) return user;
  throw new BundledPostgresError(
    'PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as: start the server as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * The topmost folder on the way to `path` (itself included) that the user may not pass, by its permission bits;
 * undefined when the way is free. Parts of the path that do not exist yet do not block.
 */
export function findBlockingFolder(path: string, user: ServerUser | undefined): string | undefined {
  if (user === undefined) return undefined;
  const way: string[] = [];
  for (let part = nearestRealPath(path); ; part = dirname(part)) {
    way.unshift(part);
    if (part === dirname(part)) break;
  }
  return way.find((part) => !mayPass(part, user));
}

function nearestRealPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return nearestRealPath(dirname(resolve(path)));
  }
}

function mayPass(path: string, user: ServerUser): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function findUser(name: string): ServerUser | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [entry, , uid, gid] = line.split(':');
    // macOS writes the ids of `nobody` as -2, which the system calls want as an unsigned number.
    if (entry === name) return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  return undefined;
}
