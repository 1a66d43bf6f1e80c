import { posix } from 'node:path';
import { isTest, type Project, type Rule } from '../project.ts';
import { isNode, nameOf, type Source, type SyntaxNode } from '../source.ts';

/** What only tests use so far, on purpose. */
const onPurpose: readonly { readonly where: RegExp; readonly why: string }[] = [
  {
    where: /^src\/(?:paying\/(?:bank-transfers|statements)|platform\/(?:text\/(?:bic|iban)|kit\/iban))/,
    why: 'bank transfers are built from the ground up; their routes come last',
  },
  { where: /^src\/platform\/kit\/(?:money|exchange|assert)\.ts$/, why: 'small wholes, proven as such' },
  { where: /^src\/platform\/kit\/clock\.ts$/, why: 'the clock that tests move' },
  { where: /^src\/platform\/text\/catalogue\.ts$/, why: 'the check of a new language' },
  { where: /^src\/pages\/announcements\/announcements\.ts$/, why: 'the list that screenshots go through' },
  { where: /^src\/paying\/ledger\/ledger\.ts$/, why: 'payouts of live providers are booked by it' },
];

export const exportsAreUsed: Rule = {
  name: 'What a file exports is used by what ships',
  check(project) {
    const used = namesUsed(project);
    return project.sources
      .filter(({ path }) => /^(?:src|dashboard\/src)\//.test(path) && !isTest(path))
      .filter(({ path }) => !onPurpose.some(({ where }) => where.test(path)))
      .flatMap((source) =>
        exportsOf(source)
          .filter(({ name }) => !used.has(`${source.path} ${name}`) && !used.has(`${source.path} *`))
          .filter(({ name }) => !isUsedWithin(source, name))
          .map(({ name, line }) => ({
            path: source.path,
            line,
            problem: `exports ${name}, which nothing but tests uses.`,
            wayOut: 'remove it; what tests alone need belongs to a folder testing/.',
          })),
      );
  },
};

/** `path name` of everything that is imported by name, and `path *` where a whole file is. */
function namesUsed({ sources, resolve }: Project): Set<string> {
  const used = new Set<string>();
  for (const source of sources) {
    if (isTest(source.path) && !/^src\/.*\/testing\//.test(source.path)) continue;
    for (const { specifier, names } of importsOf(source)) {
      const path = resolve(source.path, specifier);
      if (path) for (const name of names) used.add(`${path} ${name}`);
    }
  }
  return used;
}

/** Whether the file itself names it again after its declaration. */
function isUsedWithin(source: Source, name: string): boolean {
  const named = [...source.nodesOf('Identifier'), ...source.nodesOf('JSXIdentifier')];
  return named.filter((node) => nameOf(node) === name).length > 1;
}

function importsOf(source: Source): { specifier: string; names: string[] }[] {
  const declared = [...source.nodesOf('ImportDeclaration'), ...source.nodesOf('ExportNamedDeclaration')]
    .filter((node) => isNode(node.source))
    .map((node) => ({
      specifier: specifierOf(node.source),
      names: (node.specifiers as SyntaxNode[]).map((one) => nameOf(one.imported ?? one.local) ?? '*'),
      isWhole: (node.specifiers as SyntaxNode[]).some(({ type }) => type === 'ImportNamespaceSpecifier'),
    }))
    .map(({ specifier, names, isWhole }) => ({ specifier, names: isWhole ? ['*'] : names }));
  const whole = ['ExportAllDeclaration', 'ImportExpression', 'TSImportType']
    .flatMap(source.nodesOf)
    .map((node) => ({ specifier: specifierOf(node.source), names: ['*'] }));
  return [...declared, ...whole];
}

function specifierOf(place: unknown): string {
  const literal = isNode(place) && place.type === 'TSLiteralType' ? place.literal : place;
  return String((literal as { value?: unknown }).value ?? '');
}

function exportsOf(source: Source): { name: string; line: number }[] {
  return source.nodesOf('ExportNamedDeclaration').flatMap((node) => {
    const { declaration } = node;
    if (!isNode(declaration)) return [];
    const line = source.lineOf(node);
    const named = declaration.declarations
      ? (declaration.declarations as SyntaxNode[]).map(({ id }) => nameOf(id))
      : [nameOf(declaration.id)];
    return named.flatMap((name) => (name ? [{ name, line }] : []));
  });
}

/** Folders that hold one file on purpose. */
const lonely: Readonly<Record<string, string>> = {
  'src/platform/text/messages': 'one file for each language',
  'src/paying/providers': 'the port, which no provider owns',
};

export const foldersHaveCompany: Rule = {
  name: 'A folder of the house holds more than one file',
  check: ({ tree }) => {
    const folders = new Map<string, string[]>();
    for (const path of tree.paths.filter((path) => path.startsWith('src/'))) {
      for (let folder = posix.dirname(path); folder !== 'src'; folder = posix.dirname(folder))
        folders.set(folder, [...(folders.get(folder) ?? []), path]);
    }
    return [...folders]
      .filter(([folder, files]) => files.length === 1 && !lonely[folder] && !folder.endsWith('/testing'))
      .map(([folder, [path = folder]]) => ({
        path,
        line: 1,
        problem: `is all that ${folder} holds.`,
        wayOut: 'move it one folder up.',
      }));
  },
};
