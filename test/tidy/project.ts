import { posix } from 'node:path';
import { parseSource, type Source } from './source.ts';
import type { Tree } from './tree.ts';

/** One place that breaks a rule. `wayOut` says what to do instead. */
export type Failure = {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
  readonly wayOut: string;
};

export type Rule = {
  /** What the rule promises, as a sentence. */
  readonly name: string;
  readonly check: (project: Project) => Failure[];
};

/** A tree with its TypeScript parsed. */
export type Project = {
  readonly tree: Tree;
  readonly sources: readonly Source[];
  /** The path that an import means, whether or not the file exists; `undefined` for packages. */
  readonly resolve: (importer: string, specifier: string) => string | undefined;
};

export function createProject(tree: Tree): Project {
  const sources = tree.paths
    .filter((path) => /^(?:src|test|dashboard|bench)\/.*\.tsx?$/.test(path))
    .map((path) => parseSource(path, tree.read(path)));
  const aliases = readAliases(tree);
  return { tree, sources, resolve: (importer, specifier) => resolve(aliases, importer, specifier) };
}

export function formatFailure(rule: Rule, failure: Failure): string {
  return `${failure.path}:${failure.line} ${failure.problem} [${rule.name}] Way out: ${failure.wayOut}`;
}

/** Tests and what only tests import; they may reach where the code itself may not. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\//.test(path) || path.startsWith('test/');
}

type Aliases = ReadonlyMap<string, string>;

function readAliases(tree: Tree): Aliases {
  if (!tree.paths.includes('package.json')) return new Map();
  const { imports = {} } = JSON.parse(tree.read('package.json')) as { imports?: Record<string, string> };
  return new Map(Object.entries(imports));
}

function resolve(aliases: Aliases, importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  if (importer.startsWith('dashboard/') && specifier.startsWith('@/')) {
    return `dashboard/src/${specifier.slice(2)}`;
  }
  if (!specifier.startsWith('#')) return undefined;
  for (const [pattern, target] of aliases) {
    const [start = '', end] = pattern.split('*');
    if (end === undefined ? specifier === pattern : specifier.startsWith(start)) {
      return posix.normalize(target.replace('*', specifier.slice(start.length)));
    }
  }
  return specifier;
}
