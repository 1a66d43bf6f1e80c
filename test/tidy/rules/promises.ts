import type { Rule } from '../project.ts';

const citation = /\b(behaviour|contract), sections? (\d+)(?: and (\d+))?/g;

export const promisesStand: Rule = {
  name: 'Every promise that a comment cites stands in docs/spec',
  check: ({ tree }) =>
    tree.paths
      .filter((path) => /^(?:src|bench|dashboard\/src)\/.*\.tsx?$/.test(path))
      .flatMap((path) =>
        tree
          .read(path)
          .split('\n')
          .flatMap((text, index) =>
            [...text.matchAll(citation)].flatMap(([, document = '', ...numbers]) =>
              numbers
                .filter((number) => number !== undefined)
                .filter((number) => !sectionsOf(tree, document).has(number))
                .map((number) => ({
                  path,
                  line: index + 1,
                  problem: `cites section ${number} of the ${document}, which docs/spec/${document}.md does not have.`,
                  wayOut: 'name the section that promises it, or write the promise down there.',
                })),
            ),
          ),
      ),
};

function sectionsOf(tree: Parameters<Rule['check']>[0]['tree'], document: string): ReadonlySet<string> {
  const path = `docs/spec/${document}.md`;
  if (!tree.paths.includes(path)) return new Set();
  return new Set([...tree.read(path).matchAll(/^## (\d+)\. /gm)].map(([, number = '']) => number));
}
