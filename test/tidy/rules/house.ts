import { posix } from 'node:path';
import { type Failure, isTest, type Project, type Rule } from '../project.ts';
import { roomOf, wingOf } from './places.ts';

/** What each room of the platform may import besides itself. */
const platformRooms: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  contract: ['kit'],
  config: ['kit', 'text'],
  text: ['kit', 'contract'],
  db: ['kit', 'contract', 'config'],
  net: ['kit'],
  'fixed-key': ['config', 'db'],
  'context.ts': ['kit', 'contract', 'config', 'db', 'net', 'fixed-key'],
  jobs: ['kit', 'contract', 'config', 'db', 'context.ts'],
  http: ['kit', 'contract', 'config', 'text', 'db', 'context.ts'],
  audit: ['kit', 'contract', 'db', 'context.ts', 'http'],
  media: ['kit', 'contract', 'db', 'net', 'context.ts', 'http'],
};

type Step = { readonly from: string; readonly to: string; readonly line: number };

export const wingOrder: Rule = {
  name: 'A wing imports only wings below it',
  check(project) {
    const homeless = project.tree.paths
      .filter((path) => /^src\/.*\.tsx?$/.test(path) && !wingOf(path))
      .map((path) => ({
        path,
        line: 1,
        problem: 'stands in no wing of the house.',
        wayOut:
          'move it into the wing it serves, or give ARCHITECTURE.md and test/tidy/rules/places.ts the new wing.',
      }));
    const upward = stepsOf(project).flatMap(({ from, to, line }) => {
      const [own, other] = [wingOf(from), wingOf(to)];
      if (!own || !other || other.height <= own.height) return [];
      return {
        path: from,
        line,
        problem: `${own.name} imports ${to}, which stands above it.`,
        wayOut:
          'write an event or a due row that the upper wing takes up, or hand the value down as an argument.',
      };
    });
    return [...homeless, ...upward];
  },
};

export const platformOrder: Rule = {
  name: 'Rooms of the platform keep their order, kit at the ground',
  check(project) {
    const failures: Failure[] = [];
    for (const { from, to, line } of stepsOf(project)) {
      if (!from.startsWith('src/platform/') || !to.startsWith('src/platform/')) continue;
      const own = platformRoom(from);
      const other = platformRoom(to);
      if (own === other) continue;
      const allowed = platformRooms[own];
      if (allowed?.includes(other)) continue;
      const known = allowed
        ? `${own} may import ${allowed.join(', ') || 'nothing of ours'}; pass what it needs as an argument.`
        : 'put the new room into the table of test/tidy/rules/house.ts.';
      failures.push({ path: from, line, problem: `platform/${own} imports ${to}.`, wayOut: known });
    }
    return failures;
  },
};

export const browserSafe: Rule = {
  name: 'kit and contract also run in a browser',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => /^src\/platform\/(?:kit|contract)\//.test(path) && !isTest(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier }) => specifier.startsWith('node:'))
          .map(({ specifier, line }) => ({
            path,
            line,
            problem: `imports ${specifier}, which no browser has.`,
            wayOut:
              'use what browsers share with Node (crypto, Intl, URL), or move the code to another room.',
          })),
      ),
};

export const privateFiles: Rule = {
  name: "No noun imports another noun's store or routes",
  check: (project) =>
    stepsOf(project).flatMap(({ from, to, line }) => {
      const kind = /^(?:[\w-]+-)?(store|routes)\.tsx?$/.exec(posix.basename(to))?.[1];
      if (!kind || from.startsWith(`${posix.dirname(to)}/`)) return [];
      if (kind === 'routes' && from === 'src/app.ts') return [];
      const wayOut =
        kind === 'store'
          ? 'call a step or use-case of that noun (<verb>-<noun>.ts), and write one if it is missing.'
          : 'share the use-case behind the route; only app.ts collects routes.';
      return { path: from, line, problem: `imports ${to}, which is private to its noun.`, wayOut };
    }),
};

export const productionOnly: Rule = {
  name: 'Code that ships imports nothing from tests, benchmarks or the dashboard',
  check: (project) =>
    stepsOf(project).flatMap(({ from, to, line }) => {
      const outside = !to.startsWith('src/') && !to.startsWith('#') && to !== 'package.json';
      if (isTest(from) || !(outside || isTest(to))) return [];
      return {
        path: from,
        line,
        problem: `imports ${to}.`,
        wayOut: 'move what both need into src/, or use it from a test only.',
      };
    }),
};

export const dashboardApart: Rule = {
  name: 'The dashboard imports from itself, from packages, platform/contract and platform/kit only',
  check: ({ sources, resolve }) =>
    sources
      .filter(({ path }) => path.startsWith('dashboard/'))
      .flatMap(({ path, imports }) =>
        imports.flatMap(({ specifier, line }) => {
          const target = resolve(path, specifier);
          if (!target || /^(?:dashboard|src\/platform\/(?:contract|kit))\//.test(target)) {
            if (!specifier.startsWith('#')) return [];
          }
          return {
            path,
            line,
            problem: `imports ${specifier}.`,
            wayOut:
              'talk to the server over HTTP; for types and what both compute, import ../../src/platform/contract/… or kit/… by relative path.',
          };
        }),
      ),
};

export const dashboardLight: Rule = {
  name: 'The dashboard takes types and facts from platform/contract, and no schemas',
  check: (project) => {
    const { sources, resolve } = project;
    const byPath = new Map(sources.map((source) => [source.path, source]));
    /** What runs when this file does. */
    const validates = (path: string, seen: Set<string>): boolean => {
      const source = byPath.get(path);
      if (!source || seen.has(path)) return false;
      seen.add(path);
      return source.imports.some(
        ({ specifier, isType }) =>
          !isType && (specifier === 'typebox' || validates(resolve(path, specifier) ?? '', seen)),
      );
    };
    return sources
      .filter(({ path }) => path.startsWith('dashboard/src/') && !isTest(path))
      .flatMap(({ path, imports }) =>
        imports.flatMap(({ specifier, line, isType }) => {
          const target = resolve(path, specifier) ?? '';
          if (isType || !target.startsWith('src/platform/contract/')) return [];
          if (!validates(target, new Set())) return [];
          return {
            path,
            line,
            problem: `runs the schemas behind ${specifier}.`,
            wayOut: 'import the type alone, or move the fact into a file of its own that imports no schema.',
          };
        }),
      );
  },
};

function platformRoom(path: string): string {
  return posix.basename(roomOf(path)).replace('.test.', '.');
}

/** Imports between files of ours that start under `src/`. */
export function stepsOf({ sources, resolve }: Project): Step[] {
  return sources
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, line }) => {
        const to = resolve(path, specifier);
        return to === undefined ? [] : { from: path, to, line };
      }),
    );
}
