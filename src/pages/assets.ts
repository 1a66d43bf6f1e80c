import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { encodingFor } from '#platform/http/content-encoding.ts';
import type { PageAssets } from './context.ts';

/** Names of the built style and script; without a build the pages come plain. */
export function readAssets(folder: string): PageAssets {
  const [css = '', script = ''] = assetAddresses(folder, ['pages.css', 'pages.js']);
  return { css, script };
}

/** Where built files are served, by their names before the build gave each its hash. */
export function assetAddresses(folder: string, names: readonly string[]): string[] {
  const manifestPath = join(folder, 'manifest.json');
  const manifest = existsSync(manifestPath)
    ? (JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, string>)
    : {};
  return names.map((name) => `/assets/${manifest[name] ?? name}`);
}

/** The files themselves, under names that change with what is in them. Without a build there are none. */
export function assetsPlugin(folder: string): (app: FastifyInstance) => void {
  return (app) => {
    if (existsSync(folder)) serveBuiltFiles(app, { root: folder, prefix: '/assets/' });
  };
}

/** Serves files that never change under their names, each in the form that the build packed it into for its reader. */
export function serveBuiltFiles(
  app: FastifyInstance,
  where: Required<Pick<FastifyStaticOptions, 'root' | 'prefix'>>,
): void {
  app.register(async (scope) => {
    scope.addHook('onRequest', (request, _reply, done) => {
      // One reading of the header for every answer; the package has another of `q=0` beside `*`.
      const { headers } = request;
      if (headers['accept-encoding'] !== undefined)
        headers['accept-encoding'] = encodingFor(headers['accept-encoding']);
      done();
    });
    scope.register(fastifyStatic, {
      ...where,
      immutable: true,
      maxAge: '1y',
      index: false,
      preCompressed: true,
      decorateReply: false,
    });
  });
}
