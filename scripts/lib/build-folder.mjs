import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './fail.mjs';

const sourceFolders = ['src', 'dashboard'];
const sourceFiles = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs'];
const ignoredFolders = new Set(['node_modules', 'dist']);

/** Whether build/ was made from the sources as they are now. */
export function isBuilt(root) {
  try {
    return readFileSync(join(root, 'build/source-hash'), 'utf8') === sourceHash(root);
  } catch {
    return false;
  }
}

/** Builds into a new folder and swaps it in, so that build/ is always a whole build. */
export async function rebuild(root) {
  const hash = sourceHash(root);
  for (const name of readdirSync(root)) {
    if (/^build\.(new|old)-/.test(name)) rmSync(join(root, name), { recursive: true, force: true });
  }
  const fresh = mkdtempSync(join(root, 'build.new-'));
  try {
    const { build } = await import('../build.mjs');
    await build(root, fresh);
    writeFileSync(join(fresh, 'source-hash'), hash);
    swapIn(fresh, join(root, 'build'));
  } catch (error) {
    // esbuild and Vite have shown where the mistake is.
    if (error instanceof PlainError || error.errors === undefined) throw error;
    throw new PlainError('The build failed: correct the sources at the places named above, then try again.');
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function swapIn(fresh, place) {
  const old = fresh.replace('build.new-', 'build.old-');
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

function sourceHash(root) {
  const hash = createHash('sha256');
  for (const path of [...sourceFiles, ...sourceFolders.flatMap((folder) => list(root, folder))]) {
    if (existsSync(join(root, path))) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** Every file below the folder that can change the build, in a fixed order. */
function list(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => !ignoredFolders.has(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => ({ path: `${folder}/${entry.name}`, isFolder: entry.isDirectory() }))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .flatMap(({ path, isFolder }) => (isFolder ? list(root, path) : [path]));
}
