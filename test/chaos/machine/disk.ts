import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from '#test/support/small-disk.ts';

/** Room for the log ahead and the rows of a long run, and small enough to be filled in a moment. */
const diskMb = 768;

/** Where the files of the database lie: a disk of its own where this system lets us make one, else a folder. */
export function openChaosDisk(): SmallDisk & { readonly canBeFilled: boolean } {
  if (whyNoSmallDisk() === undefined) return { ...openSmallDisk(diskMb), canBeFilled: true };
  const folder = mkdtempSync(join(tmpdir(), 'linktill-chaos-'));
  return {
    folder,
    canBeFilled: false,
    fill: () => undefined,
    free: () => undefined,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
