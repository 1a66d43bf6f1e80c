import { rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { findPostmaster } from '#platform/db/bundled/postmaster.ts';
import { makeScratchFolder } from '#test/support/scratch-folder.ts';

const folders: string[] = [];

/** A folder of its own for a test, gone at its end with any database that still runs in it. */
export function makeFolder(): string {
  const folder = makeScratchFolder('linktill-process-');
  folders.push(folder);
  return folder;
}

/** Not by cpSync, which in Node 22 and 24 opens folders to everybody; PostgreSQL refuses those. */
export async function copyFolder(from: string): Promise<string> {
  const folder = makeFolder();
  await cp(from, folder, { recursive: true });
  return folder;
}

/** Stops databases that a test left running, as after `kill -9` of their server, and removes the folders. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) {
    const postmaster = findPostmaster(join(folder, 'postgres'));
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
