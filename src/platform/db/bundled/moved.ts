import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { BundledPostgresError } from './error.ts';

const markIn = (root: string) => join(root, 'moved-to-postgres');

/** Notes that a server elsewhere holds the data now. */
export function markMoved(root: string, now: Date): string {
  const mark = markIn(root);
  writeFileSync(mark, `The database of this folder was moved to a PostgreSQL server: ${now.toISOString()}\n`);
  return mark;
}

/**
 * A server that lost its DATABASE_URL would silently sell from the old copy.
 *
 * @throws BundledPostgresError when the data of this folder were moved away
 */
export function refuseMoved({ root }: DataFolder): void {
  const mark = markIn(root);
  if (!existsSync(mark)) return;
  throw new BundledPostgresError(
    `The database in ${root} was moved to a PostgreSQL server: set DATABASE_URL to that one, or remove ${mark} to go on with what was left here.`,
  );
}
