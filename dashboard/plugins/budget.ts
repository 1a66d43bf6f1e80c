import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

export type Budget = { readonly maxInitialBytes: number; readonly maxFurtherBytes: number };

/**
 * Fails the build when any screen needs more JavaScript before it stands than the budget: the entry, the frame around
 * all screens, the screen's own chunk, and everything that these import, gzipped. So it does when a screen
 * that the entry leads to brings too much to those two.
 */
export function budget({ maxInitialBytes, maxFurtherBytes }: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') chunks.set(output.fileName, output);
      }
      const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
      if (!entry) throw new Error('The bundle has no entry chunk.');
      const sizes = new Map(
        [...chunks].map(([name, { code }]) => [name, gzipSync(code, { level: 9 }).length]),
      );
      const weigh = (names: readonly string[]) =>
        [...closure(chunks, names)].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
      const parts = [...chunks.values()].filter(({ isDynamicEntry }) => isDynamicEntry);
      const frame = parts.filter(({ name }) => name === 'shell').map(({ fileName }) => fileName);
      const framedBytes = weigh([entry.fileName, ...frame]);
      const weights = parts
        .map(({ name, fileName }) => ({ name, fileName, bytes: weigh([entry.fileName, ...frame, fileName]) }))
        .sort((left, right) => right.bytes - left.bytes);
      const inKilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
      const lines = weights.map(
        ({ name, bytes }) => `  ${inKilobytes(bytes)}, ${inKilobytes(bytes - framedBytes)} more: ${name}`,
      );
      this.info(
        `JavaScript, gzipped: entry ${inKilobytes(weigh([entry.fileName]))}; with\n${lines.join('\n')}`,
      );
      const [heaviest] = weights;
      if (heaviest && heaviest.bytes > maxInitialBytes) {
        throw new Error(
          `${heaviest.name} needs ${inKilobytes(heaviest.bytes)} of JavaScript, and the budget is ${inKilobytes(maxInitialBytes)}: load what it does not need at once by import().`,
        );
      }
      const further = weights.find(({ fileName }) => entry.dynamicImports.includes(fileName));
      if (further && further.bytes - framedBytes > maxFurtherBytes) {
        throw new Error(
          `${further.name} brings ${inKilobytes(further.bytes - framedBytes)} of JavaScript to what is loaded by then, and the budget of a further screen is ${inKilobytes(maxFurtherBytes)}: load what it does not need at once by import().`,
        );
      }
    },
  };
}

/** The files themselves and everything they import statically. */
function closure(chunks: ReadonlyMap<string, Chunk>, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const imported of chunks.get(name)?.imports ?? []) visit(imported);
  };
  for (const name of names) visit(name);
  return found;
}
