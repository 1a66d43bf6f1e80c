import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError, runMain } from './lib/fail.mjs';
import { prepare, root } from './lib/prepare.mjs';

// `node scripts/run.mjs <entry.ts> [arguments]`: runs a TypeScript file of this repository in this process.
await runMain(async () => {
  const [entry, ...args] = process.argv.slice(2);
  if (entry === undefined) throw new PlainError('Usage: node scripts/run.mjs <entry.ts> [arguments]');
  await prepare();
  const module = await bundle(resolve(root, entry));
  process.argv = [process.execPath, module, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(module).href);
});

async function bundle(entry) {
  if (entry === join(root, 'src/cli.ts')) return join(root, 'build/server/cli.js');
  const { bundleForNode, stopBundler } = await import('./build.mjs');
  const folder = join(root, 'build/run');
  mkdirSync(folder, { recursive: true });
  await bundleForNode(root, [entry], folder);
  await stopBundler();
  return join(folder, basename(entry).replace(/\.tsx?$/, '.js'));
}
