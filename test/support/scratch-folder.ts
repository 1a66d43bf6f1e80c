import { existsSync, mkdtempSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
// A run holds one gigabyte at most; containers often leave 64 MB.
const roomNeeded = 4 * 1024 ** 3;

/**
 * A new folder for a database that no crash of the machine has to spare: in memory where there is room, since a database is
 * hundreds of small files, and making them takes a second on a disk.
 */
export function makeScratchFolder(prefix: string): string {
  return mkdtempSync(join(hasRoomInMemory() ? inMemory : tmpdir(), prefix));
}

function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux' || !existsSync(inMemory)) return false;
  // Programs may be started from the folder, which some systems forbid there.
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === inMemory);
  const [, , type, flags = ''] = mount?.split(' ') ?? [];
  if (type !== 'tmpfs' || flags.split(',').includes('noexec')) return false;
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize >= roomNeeded;
}
