import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roleOf } from './children/roles.ts';
import { openHouse } from './house.ts';
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
  const results = await run(options);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const file = save(options, results);
  process.stdout.write(`\n${showResults(results)}\n${seconds} s; as JSON in ${file}\n`);
  return 0;
}

async function run(options: BenchOptions): Promise<RowResult[]> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  say('Starting the server on an empty database …');
  const house = await openHouse(options, buildFolder);
  let close = () => {
    close = () => closing;
    const closing = house.close();
    return closing;
  };
  const interrupt = () => void close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    const results: RowResult[] = [];
    for (const row of options.rows) {
      say(`Measuring ${row} …`);
      results.push(await rows[row](house));
    }
    const peak = Math.max(...results.flatMap(({ lines }) => lines.map(({ megabytes }) => megabytes ?? 0)));
    if (peak > 0)
      results.push({
        title: 'Memory',
        lines: [],
        aims: [below('Memory of the server under load', peak, 200, ' MB')],
      });
    return results;
  } finally {
    await close();
  }
}

function save(options: BenchOptions, results: readonly RowResult[]): string {
  const folder = join(dirname(buildFolder), 'bench/results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
  writeFileSync(file, `${JSON.stringify({ at, machine, options, results }, null, 2)}\n`);
  return file;
}
