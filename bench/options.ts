import { parseArgs } from 'node:util';

export const rowNames = [
  ...(['preview', 'page', 'rush', 'start', 'hot', 'limits', 'pay'] as const),
  ...(['webhooks', 'start-up', 'lists'] as const),
];
/** Filling a database takes minutes, so nobody gets these who did not ask. */
const onlyWhenAsked: RowName = 'lists';
/** Those whose work can be put on several builds in turn. */
const rowsInTurn: readonly RowName[] = ['preview', 'page', 'rush', 'start', 'hot', 'limits', 'pay'];
/** Those that tell something of one build by itself. */
export const rowsByThemselves: readonly RowName[] = ['limits', 'webhooks', 'start-up', 'lists'];
export type RowName = (typeof rowNames)[number];

export type BenchOptions = {
  readonly rows: readonly RowName[];
  readonly connections: readonly number[];
  /** How long each measurement lasts. */
  readonly seconds: number;
  /** How long everything runs before it is measured, so that compilers have done their work. */
  readonly warmUpSeconds: number;
  /** How often everything of a row is measured, in turn; the middle one counts. */
  readonly rounds: number;
  /** Whether the lists of a large shop are measured beside those of a small one. */
  readonly lists: 'small' | 'large';
  /** Where seeded databases stay for later runs. */
  readonly seededFolder: string | undefined;
  /** Other checkouts, whose builds are measured beside this one in place of the machine's limits, the oldest first. */
  readonly beside: readonly string[];
};

export const usage = `Usage: npm run bench -- [--quick] [--only <row>] [--lists small|large] [--seeded <folder>]
       npm run bench -- --beside <checkout> [--beside <checkout> …] [--quick] [--only <row>]

  --quick            within a minute, coarser: shorter rounds, 32 and 256 connections
  --only <row>       one of ${rowNames.join(', ')}; may be given several times
  --lists <size>     the lists of a dashboard, too: small has 1,000 links and 10,000 payments, large is a hundred
                     times that, beside small, and takes some minutes to be filled
  --seeded <folder>  keeps filled databases there, and takes those that are there
  --beside <folder>  before and after: another checkout of this project is installed, built and measured in turn with
                     this one; may be given several times, the oldest first, and each is compared with the one before.
                     The rows preview, page, rush, start, hot, limits and pay, unless others are asked for
`;

/**
 * Reads the command line.
 *
 * @throws Error with a sentence for people
 */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      lists: { type: 'string' },
      seeded: { type: 'string' },
      beside: { type: 'string', multiple: true },
    },
  });
  const { lists = 'small', seeded: seededFolder, beside = [] } = values;
  const usual =
    beside.length > 0
      ? rowsInTurn
      : rowNames.filter((name) => name !== onlyWhenAsked || values.lists !== undefined);
  const rows = (values.only ?? usual).map((name) => {
    const known = rowNames.find((row) => row === name);
    if (!known) throw new Error(`There is no row ${name}; take one of ${rowNames.join(', ')}.`);
    return known;
  });
  if (lists !== 'small' && lists !== 'large')
    throw new Error(`Lists are measured at the size small or large, not ${lists}.`);
  const about = { rows, lists, seededFolder, beside } as const;
  // Many short turns: what the machine does meanwhile falls on both builds alike.
  if (beside.length > 0)
    return values.quick
      ? { ...about, connections: [32, 256], seconds: 0.5, warmUpSeconds: 2, rounds: 6 }
      : { ...about, connections: [1, 8, 32, 256], seconds: 0.5, warmUpSeconds: 2, rounds: 6 };
  return values.quick
    ? { ...about, connections: [32, 256], seconds: 0.5, warmUpSeconds: 1, rounds: 3 }
    : { ...about, connections: [1, 8, 32, 256], seconds: 1, warmUpSeconds: 3, rounds: 5 };
}
