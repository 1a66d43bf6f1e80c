import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { House } from '../house.ts';
import { inTurn, type Measured, medianOf } from '../measure.ts';
import type { BenchOptions } from '../options.ts';
import { works } from './works.ts';

/** The same work of the other build, and of this one. */
export type BesideLine = {
  readonly work: string;
  readonly connections: number;
  readonly before: Measured;
  readonly after: Measured;
  /** The median of what the rounds gave, each round's rates divided by each other. */
  readonly ratio: number;
};

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
 * Puts load on two builds in turn, each on a database of its own: what the machine does meanwhile meets both alike.
 */
export async function measureBeside(
  options: BenchOptions,
  before: House,
  after: House,
): Promise<BesideLine[]> {
  const lines: BesideLine[] = [];
  for (const work of options.rows.flatMap((row) => works[row] ?? [])) {
    after.say(`Measuring ${work.title} …`);
    const [one, other] = [await work.open(before), await work.open(after)];
    for (const connections of options.connections) {
      const rounds = await inTurn(options.rounds, {
        before: () => one(connections),
        after: () => other(connections),
      });
      lines.push({
        work: work.title,
        connections,
        before: medians(rounds.allOf('before')),
        after: medians(rounds.allOf('after')),
        ratio: rounds.ratio('after', 'before'),
      });
    }
  }
  return lines;
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
