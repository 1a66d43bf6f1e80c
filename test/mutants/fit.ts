import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/** What is wrong with a mutant as the sources stand now, with the way out; nothing when it fits. */
export function misfit(root: string, { name, file, find, replace, tests }: Mutant): string | undefined {
  const wayOut = 'Mend the mutant in test/mutants/list, or take it out when what it changed is gone.';
  if (!existsSync(join(root, file))) return `"${name}": there is no ${file}. ${wayOut}`;
  const places = readFileSync(join(root, file), 'utf8').split(find).length - 1;
  if (places !== 1) return `"${name}": ${file} holds its text ${places} times, not once: ${find}\n${wayOut}`;
  if (find === replace) return `"${name}" changes nothing. ${wayOut}`;
  const missing = tests.find((path) => !existsSync(join(root, path)));
  return missing && `"${name}": there are no tests at ${missing}. ${wayOut}`;
}

/** The file of a mutant with its change in it. */
export function mutated(root: string, { file, find, replace }: Mutant): string {
  return readFileSync(join(root, file), 'utf8').split(find).join(replace);
}
