import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, in memory, that can be filled to its last byte. */
export type SmallDisk = {
  readonly folder: string;
  fill(): void;
  free(): void;
  /** Takes it away; nobody may use it any more. */
  remove(): void;
};

/** Why this system lets us make none; undefined when it does. */
export function whyNoSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has disks in memory';
  if (process.getuid?.() !== 0) return 'only root may mount a disk';
  try {
    openSmallDisk(1).remove();
    return undefined;
  } catch (error) {
    return `this system refuses to mount a disk: ${(error as Error).message.trim().split('\n').at(-1)}`;
  }
}

export function openSmallDisk(sizeMb: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'linktill-disk-'));
  try {
    const options = `size=${sizeMb}m,mode=0755`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'linktill-test', folder], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  const ballast = join(folder, 'ballast');
  const unmount = (...how: string[]) => {
    execFileSync('umount', [...how, folder], { stdio: 'pipe' });
    rmdirSync(folder);
  };
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, 'a');
      for (const sizeBytes of [1_048_576, 4_096]) writeUntilFull(file, Buffer.alloc(sizeBytes));
      closeSync(file);
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      try {
        unmount();
      } catch {
        // A process that is about to end still holds a file; the disk goes with the last of them.
        unmount('--lazy');
      }
    },
  };
}

function writeUntilFull(file: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(file, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
