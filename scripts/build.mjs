import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { PlainError } from './lib/fail.mjs';
import { runChild } from './lib/run-child.mjs';

/**
 * Builds everything into `outFolder`: `server/` (main.js, cli.js), `assets/` (the buyer's pages' scripts and
 * styles with manifest.json, which gives each its name with a content hash) and `dashboard/`.
 */
export async function build(root, outFolder) {
  process.stderr.write('Building …\n');
  try {
    await together([buildServer(root, outFolder), buildDashboard(root, join(outFolder, 'dashboard'))]);
  } finally {
    await stopBundler();
  }
  for (const folder of ['assets', 'dashboard/assets']) await packFiles(join(outFolder, folder));
}

/** Its helper would stay beside the server that was built, with 170 MB, as long as that runs. */
export async function stopBundler() {
  const esbuild = await import('esbuild');
  await esbuild.stop();
}

/** The same without the dashboard, and without packed forms. */
export async function buildServer(root, outFolder) {
  const entries = ['src/main.ts', 'src/cli.ts'].map((path) => join(root, path));
  await together([
    bundleForNode(root, entries, join(outFolder, 'server')),
    bundleForBrowser(root, join(outFolder, 'assets')),
  ]);
}

async function together(works) {
  const parts = await Promise.allSettled(works);
  // All are awaited before the first failure is told: none may write into a folder that is being cleared away.
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
}

// Many small modules of plain JavaScript: reading them one by one took half a second of every start.
const bundledPackages = /^(?:kysely|typebox|preact|preact-render-to-string)(?:\/|$)/;

/** Other packages stay outside of the bundle: some of them break when they are bundled. */
const packagesOutside = {
  name: 'packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
      kind === 'entry-point' || bundledPackages.test(path) ? undefined : { path, external: true },
    );
  },
};

export async function bundleForNode(root, entries, outFolder) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: entries,
    outdir: outFolder,
    entryNames: '[name]',
    absWorkingDir: root,
    bundle: true,
    plugins: [packagesOutside],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // A stack names file and line; the text of the sources would only take room in the server's memory.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
}

async function bundleForBrowser(root, outFolder) {
  const esbuild = await import('esbuild');
  const result = await esbuild.build({
    entryPoints: [
      ...listFiles(join(root, 'src/pages/scripts'), /(?<!\.d|\.test)\.ts$/),
      ...listFiles(join(root, 'src/pages/styles'), /\.css$/),
    ],
    outdir: outFolder,
    entryNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
    metafile: true,
    logLevel: 'warning',
  });
  const manifest = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (!output.entryPoint) continue;
    const name = basename(output.entryPoint).replace(/\.ts$/, '.js');
    manifest[name] = relative(outFolder, join(root, path));
  }
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(join(outFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function buildDashboard(root, outFolder) {
  const folder = join(root, 'dashboard');
  if (!existsSync(join(folder, 'package.json'))) return;
  const vitePackage = createRequire(join(folder, 'package.json')).resolve('vite/package.json');
  const vite = join(dirname(vitePackage), 'bin/vite.js');
  const { code, output } = await runChild(process.execPath, [vite, 'build'], {
    directory: folder,
    environment: { NODE_ENV: 'production' },
    capture: true,
  });
  if (code !== 0) {
    process.stderr.write(output);
    throw new PlainError('The build of the dashboard failed: correct what Vite names above, then try again.');
  }
  cpSync(join(folder, 'dist'), outFolder, { recursive: true });
}

const fewestBytesToPack = 1024;

/** Writes a `.br` and a `.gz` beside every script and style, so that the server never packs one itself. */
export async function packFiles(folder) {
  const packOne = async (path) => {
    const content = readFileSync(path);
    if (content.length < fewestBytesToPack) return;
    writeFileSync(`${path}.br`, await promisify(brotliCompress)(content));
    writeFileSync(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  };
  await Promise.all(listFiles(folder, /\.(?:js|css|svg)$/).map(packOne));
}

function listFiles(folder, pattern) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.map((name) => join(folder, name));
}
