import type { Failure, Rule } from '../project.ts';
import { stepsOf } from './house.ts';

type Edge = { readonly to: string; readonly line: number };

export const noCircles: Rule = {
  name: 'No file imports itself by way of others',
  check(project) {
    const graph = new Map<string, Edge[]>();
    for (const { from, to, line } of stepsOf(project)) {
      graph.set(from, [...(graph.get(from) ?? []), { to, line }]);
    }
    return findCircles(graph).map(({ path, line, names }) => ({
      path,
      line,
      problem: `closes a circle: ${names.join(' → ')}.`,
      wayOut: 'move what both files need into a third that imports neither.',
    }));
  },
};

type Circle = Pick<Failure, 'path' | 'line'> & { readonly names: readonly string[] };

/** Depth first; an import of a file that is still being visited closes a circle. */
function findCircles(graph: ReadonlyMap<string, readonly Edge[]>): Circle[] {
  const circles: Circle[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string) => {
    trail.push(path);
    for (const { to, line } of graph.get(path) ?? []) {
      const start = trail.indexOf(to);
      if (start !== -1) circles.push({ path, line, names: [...trail.slice(start), to] });
      else if (!done.has(to)) visit(to);
    }
    trail.pop();
    done.add(path);
  };
  for (const path of graph.keys()) if (!done.has(path)) visit(path);
  return circles;
}

export const noBarrels: Rule = {
  name: 'No file only passes on what others export',
  check: ({ sources }) =>
    sources
      .filter(({ body, imports }) => {
        const exportsOnly = body.every(
          ({ type, declaration }) => /^Import|^Export/.test(type) && !declaration,
        );
        const passesOn = body.some(({ type }) => type.startsWith('Export'));
        return exportsOnly && passesOn && imports.length > 0;
      })
      .map(({ path }) => ({
        path,
        line: 1,
        problem: 'is a barrel.',
        wayOut: 'delete it and import each name from the file that defines it.',
      })),
};
