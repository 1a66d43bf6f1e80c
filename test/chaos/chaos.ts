import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Options, readOptions, usage } from './options.ts';
import { plantBug } from './plant.ts';
import { type Report, showHistory, showReport } from './report.ts';
import { runChaos } from './run-chaos.ts';

// This runs as `build/run/chaos.js`.
const buildFolder = dirname(dirname(fileURLToPath(import.meta.url)));

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  // Whatever runs is taken away by the handlers of `exit`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const planted = options.plant && (await plantBug(dirname(buildFolder), options.plant));
  try {
    say(`Seed ${options.seed}${options.plant ? `, with the bug "${options.plant}"` : ''}.`);
    const report = await runChaos({
      seed: options.seed,
      loadMs: options.minutes * 60_000,
      provider: options.provider,
      buildFolder: planted?.buildFolder ?? buildFolder,
      say,
    });
    return tell(report, options);
  } finally {
    planted?.remove();
  }
}

/** 0 when nothing is wrong, 1 otherwise; with a planted bug too, for it has to be found. */
function tell(report: Report, options: Options): number {
  process.stdout.write(`${showReport(report)}\n`);
  if (options.jsonFile) {
    const { history: _, logs: __, ...facts } = report;
    writeFileSync(options.jsonFile, `${JSON.stringify(facts, null, 2)}\n`);
  }
  if (options.historyFile) writeFileSync(options.historyFile, showHistory(report.history));
  if (report.violations.length === 0) return 0;
  const historyFile = options.historyFile ?? join(tmpdir(), `chaos-${report.seed}-history.txt`);
  writeFileSync(historyFile, showHistory(report.history));
  for (const [name, log] of Object.entries(report.logs))
    writeFileSync(`${historyFile}.server-${name}.log`, log);
  const faults = report.history.filter(({ who }) => who === 'chaos' || who === 'VIOLATION');
  process.stdout.write(
    `\nWhat happened:\n${showHistory(faults)}\nThe whole history is in ${historyFile}, and beside it what the servers said.\n`,
  );
  return 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
