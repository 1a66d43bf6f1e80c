import { type Area, areas, type Mutant } from './mutant.ts';
import type { TestRun } from './run-tests.ts';

export type Fate = 'killed' | 'hung' | 'survived' | 'untested';
export type Tried = {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** The test that noticed it. */
  readonly killer: string | undefined;
  /** Of its run, which it may share with others of its batch. */
  readonly seconds: number;
};

/** Tests that never end notice the change as well; no test at all notices nothing. */
export function judge(mutant: Mutant, run: TestRun): Tried {
  // Of a batch each has to fail the tests that are named for it.
  const failures = mutant.batch
    ? run.failures.filter((name) => new RegExp(mutant.only ?? '').test(name))
    : run.failures;
  if (failures.length > 0) return { mutant, fate: 'killed', killer: failures[0], seconds: run.seconds };
  const fate = run.isTooLong ? 'hung' : run.passed > 0 ? 'survived' : 'untested';
  return { mutant, fate, killer: undefined, seconds: run.seconds };
}

export function isAlive({ fate }: Tried): boolean {
  return fate === 'survived' || fate === 'untested';
}

/** Those whose survival fails the run. */
export function graveSurvivors(tried: readonly Tried[]): Tried[] {
  return tried.filter((each) => isAlive(each) && areas[each.mutant.area] === 'grave');
}

export function line({ mutant, fate, killer, seconds }: Tried): string {
  const by = killer ? ` ← ${killer}` : '';
  return `${fate.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  ${mutant.area.padEnd(10)} ${mutant.name}${by}`;
}

/** A page for `docs/reference`: how each area stands, and who is left. */
export function page(tried: readonly Tried[]): string {
  const rows = (Object.keys(areas) as Area[]).map((area) => {
    const own = tried.filter(({ mutant }) => mutant.area === area);
    const alive = own.filter(isAlive);
    return `| ${area} | ${own.length} | ${own.length - alive.length} | ${alive.length} |`;
  });
  const alive = tried.filter(isAlive);
  return [
    '# Mutants',
    '',
    'Written by `npm run mutants -- --write docs/reference/mutants.md`. Each mutant is one exact change for the worse',
    '(`test/mutants/list`), put into a copy of the tree, on which the tests that ought to notice it are run.',
    '',
    `${tried.length} mutants, ${tried.length - alive.length} killed, ${alive.length} alive.`,
    '',
    '| Area | Mutants | Killed | Alive |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...(alive.length === 0
      ? ['None is left.']
      : ['Left:', '', ...alive.map(({ mutant }) => `- ${mutant.area}: ${mutant.name} (\`${mutant.file}\`)`)]),
    '',
    '## Each of them',
    '',
    '| Mutant | Area | Killed by |',
    '|---|---|---|',
    ...tried.map(
      ({ mutant, killer, fate }) => `| ${mutant.name} | ${mutant.area} | ${cell(killer ?? fate)} |`,
    ),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 140);
}
