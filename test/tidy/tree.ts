import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The files of a checkout, by paths with `/` from its root. */
export type Tree = {
  readonly paths: readonly string[];
  readonly read: (path: string) => string;
};

const leftOut = /^(?:node_modules|\.git|\.cache|build(?:\..*)?|data|dist|screenshots|results)$/;

/** The tree on disk, without what is installed, built or written at run time. */
export function readTree(root: string): Tree {
  const paths: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!leftOut.test(entry.name)) visit(path);
      } else {
        paths.push(relative(root, path).split(sep).join('/'));
      }
    }
  };
  visit(root);
  return { paths: paths.sort(), read: (path) => readFileSync(join(root, path), 'utf8') };
}

/** A tree in memory, for tests of the rules themselves. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return { paths: Object.keys(files).sort(), read: (path) => files[path] ?? '' };
}
