import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin, ResolvedConfig } from 'vite';

const compressible = /\.(?:js|css|svg)$/;
const leastBytes = 1024;

/** Writes a `.br` and a `.gz` beside every asset, so that the server never compresses one itself. */
export function precompress(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: (resolved) => {
      config = resolved;
    },
    closeBundle() {
      const folder = join(config.root, config.build.outDir, config.build.assetsDir);
      for (const name of readdirSync(folder).filter((file) => compressible.test(file))) {
        const path = join(folder, name);
        const content = readFileSync(path);
        if (content.length < leastBytes) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
