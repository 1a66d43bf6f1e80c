import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { House } from '../house.ts';
import { inTurn, type Measured, medianOf } from '../measure.ts';
import { type BenchOptions, rowsByThemselves } from '../options.ts';
import type { Aim, RowResult } from '../report/result.ts';
import { rows } from '../rows.ts';
import { type Work, works } from './works.ts';

/** The same work of several builds, the oldest first. */
export type BesideLine = {
  readonly work: string;
  readonly connections: number;
  readonly builds: readonly Measured[];
  /**
   * Of each build but the first, beside the one before: the median of what the rounds gave, each round's rates divided
   * by each other.
   */
  readonly ratios: readonly number[];
};

/** What a row that is measured of one build after the other came to, the oldest first. */
export type BesideAim = Pick<Aim, 'what' | 'unit'> & { readonly builds: readonly number[] };

/** Installs and builds another checkout, by its own scripts, and gives the folder of its build. */
export async function buildOther(folder: string): Promise<string> {
  const checkout = resolve(folder);
  const module = pathToFileURL(join(checkout, 'scripts/lib/prepare.mjs')).href;
  const program = `const { prepare } = await import(${JSON.stringify(module)}); await prepare();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${checkout} is no checkout that can be built.`);
  return join(checkout, 'build');
}

/**
 * Puts load on several builds in turn, each on a database of its own: what the machine does meanwhile meets all alike.
 */
export async function measureBeside(options: BenchOptions, houses: readonly House[]): Promise<BesideLine[]> {
  const lines: BesideLine[] = [];
  for (const work of options.rows.flatMap((row) => works[row] ?? [])) {
    houses[0]?.say(`Measuring ${work.title} …`);
    const stops: (() => Promise<void>)[] = [];
    try {
      const measures: ((connections: number) => Promise<Measured>)[] = [];
      for (const house of houses) measures.push(await work.open(house, (stop) => stops.push(stop)));
      for (const connections of options.connections)
        lines.push(await measureLine(options, work, connections, measures));
    } finally {
      await Promise.all(stops.map((stop) => stop()));
    }
  }
  return lines;
}

async function measureLine(
  { rounds: count }: BenchOptions,
  { title }: Work,
  connections: number,
  measures: readonly ((connections: number) => Promise<Measured>)[],
): Promise<BesideLine> {
  const things = Object.fromEntries(measures.map((measure, index) => [index, () => measure(connections)]));
  const rounds = await inTurn(count, things);
  return {
    work: title,
    connections,
    builds: measures.map((_, index) => medians(rounds.allOf(String(index)))),
    ratios: measures.slice(1).map((_, index) => rounds.ratio(String(index + 1), String(index))),
  };
}

/** The rows that tell something of one build by itself, one build after the other. */
export async function aimsBeside(options: BenchOptions, houses: readonly House[]): Promise<BesideAim[]> {
  const aims: BesideAim[] = [];
  for (const row of options.rows.filter((name) => rowsByThemselves.includes(name))) {
    const ofEach: (readonly BesideNumber[])[] = [];
    for (const house of houses) {
      house.say(`Measuring ${row} …`);
      ofEach.push(numbersOf(await rows[row](house)));
    }
    ofEach[0]?.forEach(({ what, unit }, index) => {
      aims.push({ what, unit, builds: ofEach.map((own) => own[index]?.actual ?? Number.NaN) });
    });
  }
  return aims;
}

type BesideNumber = Pick<Aim, 'what' | 'unit' | 'actual'>;

/** Its aims, and what an operation costs that nobody waits for over a connection. */
function numbersOf({ aims, lines }: RowResult): BesideNumber[] {
  const costs = lines.flatMap((line) => {
    if ('connections' in line) return [];
    const of = (whose: string, actual: number | undefined): BesideNumber[] =>
      actual === undefined
        ? []
        : [{ what: `${line.work}, processor time of the ${whose}`, actual, unit: ' ms' }];
    return [...of('server', line.serverCpuMs), ...of('database', line.databaseCpuMs)];
  });
  return [...aims, ...costs];
}

/** The median of each number; of one the system does not tell, nothing. */
function medians(rounds: readonly Measured[]): Measured {
  const of = (name: keyof Measured) => medianOf(rounds.map((round) => round[name] ?? Number.NaN));
  const known = (name: keyof Measured) =>
    rounds.every((round) => round[name] !== undefined) ? of(name) : undefined;
  return {
    connections: of('connections'),
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    serverCpuMs: known('serverCpuMs'),
    databaseCpuMs: known('databaseCpuMs'),
    megabytes: known('megabytes'),
    done: of('done'),
  };
}
