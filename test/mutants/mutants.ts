import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyTree } from './copy-of-tree.ts';
import { misfit } from './fit.ts';
import { mutants } from './list/all.ts';
import type { Mutant } from './mutant.ts';
import { graveSurvivors, isAlive, judge, line, page, type Tried } from './report.ts';
import { runTests } from './run-tests.ts';

const usage = `Usage: npm run mutants -- [--area <name>] [--only <words>] [--write <file>] [--without-baseline]

  --area <name>        only those of one area, such as money; may be given several times
  --only <words>       only those whose name holds these words
  --write <file>       writes the table there, as Markdown
  --without-baseline   trusts that the tests pass on the sources as they are
`;

const { values } = parseArgs({
  options: {
    area: { type: 'string', multiple: true },
    only: { type: 'string' },
    write: { type: 'string' },
    'without-baseline': { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

/** @returns the exit code: 1 when a grave mutant lives, or none could be tried */
async function main(): Promise<number> {
  if (values.help) return tell(usage, 0);
  const chosen = mutants.filter(
    ({ area, name }) => (!values.area || values.area.includes(area)) && name.includes(values.only ?? ''),
  );
  const root = process.cwd();
  const misfits = chosen.flatMap((mutant) => misfit(root, mutant) ?? []);
  if (misfits.length > 0) return tell(`${misfits.join('\n')}\n`, 1);
  const tree = copyTree(root);
  try {
    if (!values['without-baseline'] && !(await passesUnchanged(tree.folder, chosen))) return 1;
    const tried: Tried[] = [];
    for (const group of inBatches(chosen)) {
      const change = tree.change(group);
      const run = await runTests(tree.folder, together(group), { bail: group.length === 1 });
      change.undo();
      for (const result of group.map((mutant) => judge(mutant, run))) {
        tried.push(result);
        tell(`${line(result)}\n`, 0);
      }
    }
    return summarize(tried);
  } finally {
    tree.remove();
  }
}

function inBatches(chosen: readonly Mutant[]): Mutant[][] {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of chosen) {
    const key = mutant.batch ? `batch ${mutant.batch}` : mutant.name;
    groups.set(key, [...(groups.get(key) ?? []), mutant]);
  }
  return [...groups.values()];
}

/** The tests of all of a group. */
function together(group: readonly Mutant[]): { tests: string[]; only?: string } {
  const tests = [...new Set(group.flatMap((mutant) => mutant.tests))];
  const names = group.map(({ only }) => only);
  return names.every((name) => name !== undefined) ? { tests, only: names.join('|') } : { tests };
}

/** What fails on the sources as they are would kill every mutant. */
async function passesUnchanged(folder: string, chosen: readonly Mutant[]): Promise<boolean> {
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
  const { failures, passed, seconds } = await runTests(folder, { tests }, { bail: false });
  const isFine = failures.length === 0 && passed > 0;
  tell(
    isFine
      ? `${passed} tests pass on the sources as they are (${Math.round(seconds)} s)\n`
      : `The tests do not pass on the sources as they are: ${failures[0]}\n`,
    0,
  );
  return isFine;
}

function summarize(tried: readonly Tried[]): number {
  if (values.write) writeFileSync(resolve(values.write), page(tried));
  const alive = tried.filter(isAlive);
  const grave = graveSurvivors(tried);
  tell(`${tried.length} mutants, ${tried.length - alive.length} killed, ${alive.length} alive\n`, 0);
  for (const each of alive) tell(`${line(each)}\n`, 0);
  return grave.length > 0 || tried.length === 0 ? 1 : 0;
}

function tell(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

process.exitCode = await main();
