import { expect, it } from 'vitest';
import { misfit, mutated } from './fit.ts';
import { mutants } from './list/all.ts';
import { areas } from './mutant.ts';

const root = process.cwd();

it('every mutant still fits the sources and has tests', () => {
  expect(mutants.flatMap((mutant) => misfit(root, mutant) ?? [])).toEqual([]);
});

it('sixty mutants at least, each with a name of its own, in every area', () => {
  const names = mutants.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(Object.keys(areas).filter((area) => !mutants.some((mutant) => mutant.area === area))).toEqual([]);
});

it('a mutant whose text is gone, or stands twice, or has no tests is told', () => {
  const [mutant] = mutants;
  if (!mutant) throw new Error('There are mutants.');
  expect(misfit(root, mutant)).toBeUndefined();
  expect(misfit(root, { ...mutant, find: 'nothing that stands there' })).toContain('0 times');
  expect(misfit(root, { ...mutant, find: 'e' })).toMatch(/holds its text \d+ times/);
  expect(misfit(root, { ...mutant, file: 'src/gone.ts' })).toContain('there is no src/gone.ts');
  expect(misfit(root, { ...mutant, tests: ['test/gone'] })).toContain('no tests at test/gone');
  expect(mutated(root, mutant)).toContain(mutant.replace);
});
