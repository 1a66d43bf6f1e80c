import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What processes used so far; undefined fields where the system does not tell (anything but Linux). */
export type Usage = { readonly serverCpuMs?: number; readonly databaseCpuMs?: number };

// Linux counts in hundredths of a second, whatever its timer does.
const msPerTick = 10;

/** The processor time of a process so far; of its living children, too, when asked for. */
export function cpuMsOf(pid: number): number | undefined {
  const stat = readStat(pid);
  return stat && (stat.userTicks + stat.systemTicks) * msPerTick;
}

/** The processor time of a PostgreSQL: of the postmaster, of its backends, and of those that have ended. */
export function databaseCpuMs(postmasterPid: number): number | undefined {
  const postmaster = readStat(postmasterPid);
  if (!postmaster) return undefined;
  const backends = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? [])
    .filter(({ parent }) => parent === postmasterPid);
  const ticks = [postmaster, ...backends].reduce((sum, stat) => sum + stat.userTicks + stat.systemTicks, 0);
  return (ticks + postmaster.endedChildrenTicks) * msPerTick;
}

/** Memory that a process occupies now, in megabytes. */
export function residentMegabytes(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** From now on `process.resourceUsage().maxRSS` is the most since now (on Linux; elsewhere since the process began). */
export function forgetMostMemory(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

type Stat = {
  readonly parent: number;
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly endedChildrenTicks: number;
};

function readStat(pid: number): Stat | undefined {
  const text = readOrNothing(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything, so the fields are counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  const at = (index: number) => Number(fields[index]);
  return {
    parent: at(1),
    userTicks: at(11),
    systemTicks: at(12),
    endedChildrenTicks: at(13) + at(14),
  };
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
