/** Wings from the ground up; a wing stands on those before it. */
const wings = ['platform', 'messaging', 'merchants', 'selling', 'paying', 'reporting', 'pages', 'commands'];

const entries = new Map([
  ['src/app.ts', { name: 'app.ts', height: wings.length }],
  ['src/main.ts', { name: 'main.ts', height: wings.length + 1 }],
  ['src/cli.ts', { name: 'cli.ts', height: wings.length + 1 }],
]);

export type Place = { readonly name: string; readonly height: number };

/** The wing of a file under `src/`; `undefined` where the house has no such wing. */
export function wingOf(path: string): Place | undefined {
  const entry = entries.get(path.replace(/\.test\.ts$/, '.ts'));
  if (entry) return entry;
  const [, name = '', inside] = path.split('/');
  const height = wings.indexOf(name);
  return inside === undefined || height === -1 ? undefined : { name, height };
}

/** The room of a file, `src/<wing>/<noun>`; a file that lies in the wing itself is a room of its own. */
export function roomOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}
