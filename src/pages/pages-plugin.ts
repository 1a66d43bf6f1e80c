import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'node:querystring';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemFrom } from '#platform/http/problem-answer.ts';
import { addChallengePages } from './challenge-pages.ts';
import { addCheckoutPages } from './checkout-pages.ts';
import type { PageAssets } from './context.ts';
import { addLinkPages } from './link-pages.ts';
import { contextOf, type PagesOptions, sendVerdict } from './page-request.ts';

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

/** The buyer's pages: a scope of their own, because they take forms and answer errors as pages. */
export function pagesPlugin(
  options: PagesOptions & { assetsFolder: string; logError: (error: unknown, requestId: string) => void },
): (app: FastifyInstance) => void {
  return (app) => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, parse(body as string, '&', '=', { maxKeys: 100 })),
    );
    if (existsSync(options.assetsFolder)) {
      app.register(fastifyStatic, {
        root: options.assetsFolder,
        prefix: '/assets/',
        immutable: true,
        maxAge: '1y',
        index: false,
        decorateReply: false,
      });
    }
    app.setErrorHandler((error, request, reply) => sendError(options, error, request, reply));
    addLinkPages(app, options);
    addCheckoutPages(app, options);
    addChallengePages(app, options);
  };
}

function sendError(
  options: Parameters<typeof pagesPlugin>[0],
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemFrom(error);
  const page = contextOf(options, request);
  const retryPath = request.method === 'GET' ? request.url : null;
  if (problem.status === 429) {
    const seconds = Number(problem.headers['retry-after'] ?? 60);
    return sendVerdict(
      reply,
      page,
      { kind: 'too_many_requests', retry_after_seconds: seconds, retry_path: retryPath },
      429,
      problem.headers,
    );
  }
  if (problem.status === 503)
    return sendVerdict(reply, page, { kind: 'unavailable', retry_path: retryPath }, 503, problem.headers);
  if (problem.status === 404) return sendVerdict(reply, page, { kind: 'page_not_found' }, 404);
  if (problem.status >= 500) options.logError(problem.cause ?? error, request.id);
  return sendVerdict(
    reply,
    page,
    { kind: 'error', request_id: request.id, retry_path: retryPath },
    problem.status,
  );
}
