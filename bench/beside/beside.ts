import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { House } from '../house.ts';
import { inTurn, type Measured, medianOf } from '../measure.ts';
import type { BenchOptions } from '../options.ts';
import type { Aim } from '../report/result.ts';
import { rows } from '../rows.ts';
import { works } from './works.ts';

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
    const measures: ((connections: number) => Promise<Measured>)[] = [];
    for (const house of houses) measures.push(await work.open(house));
    for (const connections of options.connections) {
      const things = Object.fromEntries(
        measures.map((measure, index) => [index, () => measure(connections)]),
      );
      const rounds = await inTurn(options.rounds, things);
      lines.push({
        work: work.title,
        connections,
        builds: houses.map((_, index) => medians(rounds.allOf(String(index)))),
        ratios: houses.slice(1).map((_, index) => rounds.ratio(String(index + 1), String(index))),
      });
    }
  }
  return lines;
}

/** The rows that no work stands for, of one build after the other. */
export async function aimsBeside(options: BenchOptions, houses: readonly House[]): Promise<BesideAim[]> {
  const aims: BesideAim[] = [];
  for (const row of options.rows.filter((name) => !works[name])) {
    const ofEach: (readonly Aim[])[] = [];
    for (const house of houses) {
      house.say(`Measuring ${row} …`);
      ofEach.push((await rows[row](house)).aims);
    }
    ofEach[0]?.forEach(({ what, unit }, index) => {
      aims.push({ what, unit, builds: ofEach.map((own) => own[index]?.actual ?? Number.NaN) });
    });
  }
  return aims;
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
