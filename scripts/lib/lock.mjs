import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs `work` while no other process does the same. Each process writes a lock file of its own and looks at the
 * others afterwards; a file whose process is gone (its name holds the process's start, too) does not count.
 */
export async function withLock(folder, onWait, work) {
  mkdirSync(folder, { recursive: true });
  let waiting = false;
  for (;;) {
    const file = `prepare-${process.pid}-${startOf(process.pid)}-${randomBytes(4).toString('hex')}.lock`;
    writeFileSync(join(folder, file), `${process.pid}\n`, { flag: 'wx' });
    const release = () => rmSync(join(folder, file), { force: true });
    process.on('exit', release);
    try {
      const rival = readdirSync(folder).find((name) => name !== file && isLive(folder, name));
      if (rival === undefined) return await work();
      if (!waiting) onWait(rival.split('-')[1]);
      waiting = true;
    } finally {
      process.off('exit', release);
      release();
    }
    await delay(100 + Math.random() * 200);
  }
}

function isLive(folder, name) {
  const parts = /^prepare-(\d+)-(\w+)-[0-9a-f]+\.lock$/.exec(name);
  if (parts === null) return false;
  const live = startOf(Number(parts[1])) === parts[2];
  if (!live) rmSync(join(folder, name), { force: true });
  return live;
}

/** A mark of the process's life: its start in clock ticks on Linux, only that it lives elsewhere. */
function startOf(pid) {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) ? 'lives' : 'gone';
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    return error.code === 'EPERM' ? 'lives' : 'gone';
  }
}
