import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The mark of a process that exists, but about which the system tells us nothing more. */
export const unknownMark = 'unknown';

/**
 * A mark of this one life of a process: a later process that happens to get the same number has another.
 *
 * @returns letters, digits and dots; `unknownMark` when the process exists but cannot be looked at; undefined
 *   when there is no such process (or only its zombie).
 */
export function processMark(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? markFromProc(pid) : markFromPs(pid);
  } catch {
    return exists(pid) ? unknownMark : undefined;
  }
}

/** Whether the process that once had this mark still lives. */
export function isAlive(pid: number, mark: string): boolean {
  const current = processMark(pid);
  if (current === undefined) return false;
  return current === mark || current === unknownMark || mark === unknownMark;
}

/** The command line of a process, or undefined when there is none or it cannot be read. */
export function commandLine(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return ps(pid, 'command=');
  } catch {
    return undefined;
  }
}

function markFromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces and parentheses itself, so the fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const startTicks = fields[19];
  if (state === 'Z' || state === 'X') return undefined;
  return `${bootMark()}.${startTicks}`;
}

function markFromPs(pid: number): string | undefined {
  const answer = ps(pid, 'stat=,lstart=').trim();
  if (answer.startsWith('Z')) return undefined;
  return answer.slice(answer.indexOf(' ')).replaceAll(/[^A-Za-z0-9]/g, '');
}

function ps(pid: number, columns: string): string {
  return execFileSync('ps', ['-ww', '-o', columns, '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function bootMark(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return 'boot';
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
