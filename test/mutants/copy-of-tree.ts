import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mutated } from './fit.ts';
import type { Mutant } from './mutant.ts';

export type CopyOfTree = {
  readonly folder: string;
  /** Puts mutants in; `undo` takes them out again. */
  change(mutants: readonly Mutant[]): { undo(): void };
  remove(): void;
};

const shared = ['node_modules', 'dashboard/node_modules', 'build'];

/** The sources as they stand in the checkout, in a temporary folder; what is installed and built is shared with it. */
export function copyTree(root: string): CopyOfTree {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root });
  for (const path of list.toString().split('\0').filter(Boolean)) {
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  for (const path of shared)
    if (existsSync(join(root, path))) symlinkSync(join(root, path), join(folder, path));
  return {
    folder,
    change: (mutants) => {
      // Kept, because the checkout may go on changing.
      const files = [...new Set(mutants.map(({ file }) => join(folder, file)))];
      const before = files.map((file) => readFileSync(file, 'utf8'));
      for (const mutant of mutants) writeFileSync(join(folder, mutant.file), mutated(folder, mutant));
      return {
        undo: () => {
          for (const [at, file] of files.entries()) writeFileSync(file, before[at] as string);
        },
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
