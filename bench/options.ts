import { parseArgs } from 'node:util';

export const rowNames = ['preview', 'page', 'start', 'hot', 'limits', 'pay'] as const;
export type RowName = (typeof rowNames)[number];

export type BenchOptions = {
  readonly rows: readonly RowName[];
  readonly connections: readonly number[];
  /** How long each measurement lasts. */
  readonly seconds: number;
  /** How long everything runs before it is measured, so that compilers have done their work. */
  readonly warmUpSeconds: number;
  /** How often everything of a row is measured, in turn; the best of each counts. */
  readonly rounds: number;
};

export const usage = `Usage: npm run bench [-- --quick] [-- --only <row>]

  --quick       within a minute, coarser: one round, 32 and 256 connections
  --only <row>  one of ${rowNames.join(', ')}; may be given several times
`;

/**
 * Reads the command line.
 *
 * @throws Error with a sentence for people
 */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: { quick: { type: 'boolean' }, only: { type: 'string', multiple: true } },
  });
  const rows = (values.only ?? rowNames).map((name) => {
    const known = rowNames.find((row) => row === name);
    if (!known) throw new Error(`There is no row ${name}; take one of ${rowNames.join(', ')}.`);
    return known;
  });
  return values.quick
    ? { rows, connections: [32, 256], seconds: 1, warmUpSeconds: 1, rounds: 1 }
    : { rows, connections: [1, 8, 32, 256], seconds: 2, warmUpSeconds: 3, rounds: 2 };
}
