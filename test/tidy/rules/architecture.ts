import type { Rule } from '../project.ts';
import type { Tree } from '../tree.ts';

const map = 'ARCHITECTURE.md';
const fileName = /\.(?:ts|tsx|mjs|js|sql|md|json|css|env|sh|yml)$/;
const plainPath = /^[\w.#*-]+(?:\/[\w.*-]+)*\/?$/;

type Mention = { readonly text: string; readonly line: number };

export const mapIsTrue: Rule = {
  name: 'Every path that ARCHITECTURE.md names exists',
  check: ({ tree, resolve }) => {
    if (!tree.paths.includes(map)) return [];
    return mentionsOf(tree.read(map), tree)
      .map(({ text, line }) => ({ text: resolve(map, text) ?? text, line }))
      .filter(({ text }) => !exists(tree, text))
      .map(({ text, line }) => ({
        path: map,
        line,
        problem: `names ${text}, which does not exist.`,
        wayOut: 'name the path as it is now, or bring the file back.',
      }));
  },
};

/** Paths in code spans, in the targets of links, and in drawn trees (blocks without a language). */
function mentionsOf(document: string, tree: Tree): Mention[] {
  const mentions: Mention[] = [];
  let block: { readonly isTree: boolean; readonly folders: Folder[] } | undefined;
  for (const [index, text] of document.split('\n').entries()) {
    const line = index + 1;
    const fence = /^\s*```(\w*)/.exec(text);
    if (fence) {
      block = block ? undefined : { isTree: /^(?:text|tree)?$/.test(fence[1] ?? ''), folders: [] };
    } else if (block) {
      if (block.isTree)
        mentions.push(...treePaths(text, block.folders).map((path) => ({ text: path, line })));
    } else {
      const spans = [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
      const links = [...text.matchAll(/\]\((?:\.\/)?([^)#:]+)(?:#[^)]*)?\)/g)].map(
        ([, target = '']) => target,
      );
      const named = [...spans.filter((span) => isPath(span, tree)), ...links];
      mentions.push(...named.map((path) => ({ text: path, line })));
    }
  }
  return mentions;
}

type Folder = { readonly indent: number; readonly path: string };

/** The names at the start of a line of a drawn tree, under the folders that its indentation puts it in. */
function treePaths(text: string, folders: Folder[]): string[] {
  const indent = text.search(/\S/);
  while (folders.length > 0 && folders.at(-1)!.indent >= indent) folders.pop();
  const parent = folders.at(-1)?.path ?? '';
  const words = text.trim().split(/\s+/);
  const end = words.findIndex(
    (word) => !plainPath.test(word) || !(word.endsWith('/') || fileName.test(word)),
  );
  const names = words.slice(0, end === -1 ? words.length : end);
  if (names[0]?.endsWith('/')) folders.push({ indent, path: parent + names[0] });
  return names.map((name) => parent + name);
}

/** A code span that means a place of ours: not a package, a media type, a route or a placeholder. */
function isPath(span: string, tree: Tree): boolean {
  if (!plainPath.test(span)) return false;
  const [first] = span.split('/');
  const isOurs = tree.paths.some((path) => path.startsWith(`${first}/`) || path.startsWith(`src/${first}/`));
  return span.startsWith('#') || fileName.test(span) || span.endsWith('/') || (span.includes('/') && isOurs);
}

/** From the root, from `src/`, or, for a bare name or the end of a path, anywhere. `*` stands for any name. */
function exists(tree: Tree, path: string): boolean {
  const pattern = path.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  const place = new RegExp(`(?:^|/)${pattern}(?:/|$)`);
  return tree.paths.some((candidate) => place.test(candidate));
}
