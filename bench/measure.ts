import type { LoadRequests } from './children/load-requests.ts';
import type { House } from './house.ts';
import { cpuMsOf, databaseCpuMs, residentMegabytes } from './machine/process-usage.ts';

export type Measured = {
  readonly connections: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server's process, and of the database, for one request; undefined where unknown. */
  readonly serverCpuMs?: number;
  readonly databaseCpuMs?: number;
  /** Memory of the server's process afterwards. */
  readonly megabytes?: number;
  /** Answers of the status that counts as done. */
  readonly done: number;
};

export type Target = { readonly url: string; readonly pid: number };

/**
 * Puts load on a server and measures both.
 *
 * @param doneStatus what every answer has to be: a benchmark of errors says nothing
 */
export async function measure(
  house: House,
  target: Target,
  requests: LoadRequests,
  connections: number,
  doneStatus: number,
): Promise<Measured> {
  const before = usage(house, target);
  const load = await house.load.ask({
    url: target.url,
    connections,
    seconds: house.options.seconds,
    requests,
  });
  const after = usage(house, target);
  const { [doneStatus]: done = 0, ...others } = load.answersByStatus;
  // No answer at all within a short round is slow, and no mistake.
  if (Object.keys(others).length > 0)
    throw new Error(
      `Every answer had to be ${doneStatus}; they were ${JSON.stringify(load.answersByStatus)}.`,
    );
  const each = (name: 'server' | 'database') => {
    const [start, end] = [before[name], after[name]];
    return start === undefined || end === undefined || done === 0 ? undefined : (end - start) / done;
  };
  return {
    connections,
    perSecond: load.perSecond,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    serverCpuMs: each('server'),
    databaseCpuMs: each('database'),
    megabytes: residentMegabytes(target.pid),
    done,
  };
}

function usage(house: House, target: Target) {
  return { server: cpuMsOf(target.pid), database: databaseCpuMs(house.databasePid) };
}

/** Lets compilers and caches settle; nothing of it counts. */
export async function warmUp(house: House, target: Target, requests: LoadRequests): Promise<void> {
  await house.load.ask({ url: target.url, connections: 32, seconds: house.options.warmUpSeconds, requests });
}

/** What several rounds gave. */
export type Rounds<Name extends string, Result> = {
  allOf(name: Name): readonly Result[];
  /** The round of the thing whose rate lies in the middle. */
  middleOf(name: Name): Result;
  /** The rate of one thing divided by that of another in the same round: the median of all rounds. */
  ratio(name: Name, other: Name): number;
};

/**
 * Measures several things in turn, several times over, so that whatever else the machine does meanwhile meets
 * them alike. Who comes first changes from round to round, because whoever comes next meets what it left behind.
 */
export async function inTurn<Name extends string, Result extends { readonly perSecond: number }>(
  rounds: number,
  things: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Rounds<Name, Result>> {
  const names = Object.keys(things) as Name[];
  const results: Record<Name, Result>[] = [];
  for (let round = 0; round < rounds; round++) {
    const result: Partial<Record<Name, Result>> = {};
    for (const name of round % 2 === 0 ? names : [...names].reverse()) result[name] = await things[name]();
    results.push(result as Record<Name, Result>);
  }
  const allOf = (name: Name) => results.map((result) => result[name]);
  return {
    allOf,
    middleOf: (name) => {
      const sorted = allOf(name).sort((left, right) => left.perSecond - right.perSecond);
      return sorted[Math.floor((sorted.length - 1) / 2)] as Result;
    },
    ratio: (name, other) =>
      medianOf(results.map((result) => result[name].perSecond / result[other].perSecond)),
  };
}

/** The middle of the numbers; of an even count, what lies between both in the middle. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
}

export function bestOf<Result extends { readonly perSecond: number }>(results: readonly Result[]): Result {
  return results.reduce((best, result) => (result.perSecond > best.perSecond ? result : best));
}
