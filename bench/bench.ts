import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aimsBeside, buildOther, measureBeside } from './beside/beside.ts';
import { showBeside } from './beside/show-beside.ts';
import { roleOf } from './children/roles.ts';
import { type House, openHouse } from './house.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { below, type RowResult } from './report/result.ts';
import { showResults } from './report/table.ts';
import { rows } from './rows.ts';

// This runs as `build/run/bench.js`.
const buildFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const role = roleOf(process.argv[2]);
if (role) role();
else process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  let options: BenchOptions;
  try {
    options = readOptions(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const startedMs = performance.now();
  const { results, table } = options.beside.length > 0 ? await compare(options) : await run(options);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const file = save(options, results);
  process.stdout.write(`\n${table}\n${seconds} s; as JSON in ${file}\n`);
  return 0;
}

type Outcome = { readonly results: readonly object[]; readonly table: string };

async function compare(options: BenchOptions): Promise<Outcome> {
  const folders: string[] = [];
  for (const checkout of options.beside) folders.push(await buildOther(checkout));
  const names = [...options.beside.map((checkout) => basename(checkout)), 'this one'];
  return withHouses(options, [...folders, buildFolder], async (houses) => {
    const lines = await measureBeside(options, houses);
    const aims = await aimsBeside(options, houses);
    return { results: [...lines, ...aims], table: showBeside(names, lines, aims) };
  });
}

async function run(options: BenchOptions): Promise<Outcome> {
  return withHouses(options, [buildFolder], async ([house]) => {
    const results: RowResult[] = [];
    for (const row of options.rows) {
      say(`Measuring ${row} …`);
      results.push(await rows[row](house as House));
    }
    const peak = Math.max(...results.flatMap(({ lines }) => lines.map(({ megabytes }) => megabytes ?? 0)));
    if (peak > 0)
      results.push({
        title: 'Memory',
        lines: [],
        aims: [below('Memory of the server under load', peak, 200, ' MB')],
      });
    return { results, table: showResults(results) };
  });
}

/** Starts a server of each build, and stops them all whatever happens. */
async function withHouses<Result>(
  options: BenchOptions,
  folders: readonly string[],
  work: (houses: readonly House[]) => Promise<Result>,
): Promise<Result> {
  const houses: House[] = [];
  let closing: Promise<unknown> | undefined;
  const close = () => {
    closing ??= Promise.all(houses.map((house) => house.close()));
    return closing;
  };
  const interrupt = () => void close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    for (const folder of folders) {
      say('Starting a server on an empty database …');
      houses.push(await openHouse(options, folder));
    }
    return await work(houses);
  } finally {
    await close();
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function save(options: BenchOptions, results: readonly object[]): string {
  const folder = join(dirname(buildFolder), 'bench/results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
  writeFileSync(file, `${JSON.stringify({ at, machine, options, results }, null, 2)}\n`);
  return file;
}
