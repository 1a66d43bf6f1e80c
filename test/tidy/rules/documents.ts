import { posix } from 'node:path';
import type { Failure, Rule } from '../project.ts';
import type { Tree } from '../tree.ts';

const map = 'ARCHITECTURE.md';

export const roomsAreNamed: Rule = {
  name: 'ARCHITECTURE.md names the rooms of every wing, and no others',
  check: ({ tree }) => {
    if (!tree.paths.includes(map)) return [];
    const lines = tree.read(map).split('\n');
    return [...roomsOf(tree)].flatMap(([wing, rooms]) => {
      const index = lines.findIndex((text) => text.startsWith(`src/${wing}/ `));
      const named = (lines[index] ?? '').replace(/^\S+\s+/, '').split(', ');
      const missing = [...rooms].filter((room) => !named.includes(room));
      const gone = index === -1 ? [] : named.filter((room) => !rooms.has(room));
      const failure = (problem: string): Failure => ({
        path: map,
        line: Math.max(index + 1, 1),
        problem,
        wayOut: `write "src/${wing}/   ${[...rooms].join(', ')}" into the drawn tree.`,
      });
      return [
        ...missing.map((room) => failure(`does not name src/${wing}/${room}.`)),
        ...gone.map((room) => failure(`names ${room} in src/${wing}, where there is no such room.`)),
      ];
    });
  },
};

/** Folders of `src/<wing>/`, by wing. */
function roomsOf(tree: Tree): Map<string, Set<string>> {
  const wings = new Map<string, Set<string>>();
  for (const path of tree.paths) {
    const [source, wing, room, inside] = path.split('/');
    if (source !== 'src' || !wing || !room || inside === undefined) continue;
    wings.set(wing, (wings.get(wing) ?? new Set()).add(room));
  }
  return wings;
}

export const linksLead: Rule = {
  name: 'A link of a document leads to a file',
  check: ({ tree }) =>
    tree.paths.filter(isDocument).flatMap((path) =>
      tree
        .read(path)
        .split('\n')
        .flatMap((text, index) =>
          [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
            .map(([, target = '']) => target)
            .filter((target) => !/^[a-z]+:/.test(target))
            .map((target) => posix.join(posix.dirname(path), target).replace(/\/$/, ''))
            .filter((target) => !leadsSomewhere(tree, target))
            .map((target) => ({
              path,
              line: index + 1,
              problem: `links to ${target}, which does not exist.`,
              wayOut: 'name the file as it is now.',
            })),
        ),
    ),
};

function leadsSomewhere(tree: Tree, target: string): boolean {
  return tree.paths.some((path) => path === target || path.startsWith(`${target}/`));
}

function isDocument(path: string): boolean {
  return /^(?:docs\/.*|[A-Z]+)\.md$/.test(path);
}

/** Version headings, newest first: `## Unreleased`, then `## 1.2.0, 2026-11-30`. */
const release = /^## (\d+\.\d+\.\d+), \d{4}-\d\d-\d\d$/;

export const changelogIsKept: Rule = {
  name: 'CHANGELOG.md begins with what is unreleased, and package.json has the version released last',
  check: ({ tree }) => {
    const path = 'CHANGELOG.md';
    if (!tree.paths.includes(path)) return [];
    const headings = tree
      .read(path)
      .split('\n')
      .flatMap((text, index) => (text.startsWith('## ') ? [{ text, line: index + 1 }] : []));
    const [first, ...released] = headings;
    const failure = (line: number, problem: string, wayOut: string) => ({ path, line, problem, wayOut });
    if (first?.text !== '## Unreleased') {
      return [failure(first?.line ?? 1, 'does not begin with "## Unreleased".', 'put new lines under it.')];
    }
    const odd = released
      .filter(({ text }) => !release.test(text))
      .map(({ line }) =>
        failure(line, 'has no version with a date.', 'write "## <version>, <year>-<month>-<day>".'),
      );
    const { version } = JSON.parse(tree.read('package.json')) as { version: string };
    const newest = released.flatMap(({ text }) => release.exec(text)?.[1] ?? [])[0];
    return newest === undefined || newest === version
      ? odd
      : [
          ...odd,
          failure(
            first.line,
            `has ${newest} as its newest release, and package.json ${version}.`,
            'make them agree.',
          ),
        ];
  },
};
