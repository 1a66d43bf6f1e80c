import { parseArgs } from 'node:util';
import { type PlantName, plantNames, transferPlantNames } from './plant.ts';

export type Options = {
  readonly help: boolean;
  readonly seed: string;
  readonly minutes: number;
  readonly plant: PlantName | undefined;
  readonly provider: 'bank' | undefined;
  /** Where the report goes as JSON, when wanted. */
  readonly jsonFile: string | undefined;
  /** Where the history goes; a file of its own in the system's temporary folder after a violation. */
  readonly historyFile: string | undefined;
};

export const usage = `Usage: npm run chaos -- [--seed <text>] [--minutes <number>] [--provider <name>] [--plant <name>] [--json <file>] [--history <file>]

  --seed <text>      decides what everybody wants and which faults come; without it a new one
  --minutes <number> how long buyers come and everything breaks; default 1
  --provider <name>  what buyers pay with beside test cards: bank
  --plant <name>     tries a copy of the server with a bug in it, and has to end with violations:
                     ${plantNames.join(', ')}
  --json <file>      writes the report there as JSON
  --history <file>   writes there what everybody did and saw, also when nothing was wrong
`;

/**
 * Reads the command line.
 *
 * @throws Error with a sentence for people
 */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean' },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      plant: { type: 'string' },
      provider: { type: 'string' },
      json: { type: 'string' },
      history: { type: 'string' },
    },
  });
  const minutes = Number(values.minutes ?? '1');
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new Error('Give --minutes as a number above 0.');
  const plant = plantNames.find((name) => name === values.plant);
  if (values.plant !== undefined && plant === undefined)
    throw new Error(`There is no plant ${values.plant}; take one of ${plantNames.join(', ')}.`);
  const { provider } = values;
  if (provider !== undefined && provider !== 'bank' && provider !== 'sandbox')
    throw new Error(`There is no provider ${provider}; take sandbox or bank.`);
  return {
    help: values.help ?? false,
    seed: values.seed ?? String(Math.floor(Math.random() * 1_000_000)),
    minutes,
    plant,
    provider: provider === 'bank' || isOfTransfers(plant) ? 'bank' : undefined,
    jsonFile: values.json,
    historyFile: values.history,
  };
}

function isOfTransfers(plant: PlantName | undefined): boolean {
  return transferPlantNames.some((name) => name === plant);
}
