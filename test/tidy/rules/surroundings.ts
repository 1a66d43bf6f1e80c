import { type Failure, isTest, type Rule } from '../project.ts';
import { nameOf, type Source, type SyntaxNode } from '../source.ts';

/** Scripts that run in the buyer's browser, where there is no clock of ours. */
const browserScripts = /^src\/pages\/scripts\//;

export const oneEnvironment: Rule = {
  name: 'Only platform/config reads the environment',
  check: ({ sources }) =>
    sources
      .filter(
        ({ path }) => path.startsWith('src/') && !/^src\/platform\/config\//.test(path) && !isTest(path),
      )
      .flatMap((source) =>
        [...members(source, 'process', 'env'), ...environmentImports(source)].map((node) => ({
          path: source.path,
          line: source.lineOf(node),
          problem: 'reads process.env.',
          wayOut: 'give platform/config/config.ts the variable and take the value from Config.',
        })),
      ),
};

export const oneClock: Rule = {
  name: 'Only platform/kit/clock.ts reads the clock',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith('src/') && path !== 'src/platform/kit/clock.ts')
      .filter(({ path }) => !browserScripts.test(path) && !isTest(path))
      .flatMap((source) => clockReads(source)),
};

function clockReads(source: Source): Failure[] {
  const isDate = ({ callee }: SyntaxNode) => isIdentifier(callee, 'Date');
  const telling = [
    ...members(source, 'Date', 'now'),
    ...source.nodesOf('NewExpression').filter((node) => isDate(node) && !(node.arguments as unknown[])[0]),
    ...source.nodesOf('CallExpression').filter(isDate),
  ];
  const measuring = [...members(source, 'performance', 'now'), ...members(source, 'process', 'hrtime')];
  const failure = (node: SyntaxNode, wayOut: string) => ({
    path: source.path,
    line: source.lineOf(node),
    problem: 'reads the clock.',
    wayOut,
  });
  return [
    ...telling.map((node) => failure(node, 'take `now` as an argument, or ask the Clock you were given.')),
    ...measuring.map((node) => failure(node, 'measure with monotonicMs() of platform/kit/clock.ts.')),
  ];
}

/** Uses of `object.property`, also as `globalThis.object.property`. */
function members(source: Source, object: string, property: string): SyntaxNode[] {
  return source
    .nodesOf('MemberExpression')
    .filter((node) => nameOf(node.property) === property && nameOf(node.object) === object);
}

function environmentImports(source: Source): SyntaxNode[] {
  return source.nodesOf('ImportDeclaration').filter(({ source: from, specifiers }) => {
    const isProcess = /^(?:node:)?process$/.test(String((from as { value: unknown }).value));
    return isProcess && (specifiers as SyntaxNode[]).some(({ imported }) => nameOf(imported) === 'env');
  });
}

function isIdentifier(value: unknown, name: string): boolean {
  return (value as SyntaxNode).type === 'Identifier' && nameOf(value) === name;
}
