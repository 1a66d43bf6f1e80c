import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { contentSecurityPolicy } from '#pages/content-security-policy.ts';
import { sampleContext } from './samples.ts';

export type Answer = { readonly status?: number; readonly body: string } | { readonly redirect: string };

/** Answers one path: with a text, or by looking at the posted fields first. */
export type Handler = string | ((fields: URLSearchParams) => Answer | Promise<Answer>);

export type PageServer = {
  readonly origin: string;
  /** By method and path without query: `GET /link`. May be changed while the server runs. */
  readonly handlers: Map<string, Handler>;
  readonly assets: { readonly style: string; readonly script: string };
  /** Every request but those for assets, such as `POST /pay`. */
  readonly log: string[];
  stop(): void;
};

/** Serves pages with the built style and script under the policy they have in production, on 127.0.0.1. */
export async function startPageServer(): Promise<PageServer> {
  const assets = await bundleAssets();
  const handlers = new Map<string, Handler>();
  const log: string[] = [];
  const names = sampleContext().assets;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://site').pathname;
    if (path === names.script) return send(response, 'text/javascript', assets.script);
    if (path === names.css) return send(response, 'text/css', assets.style);
    log.push(`${request.method} ${path}`);
    void answer(request, response, handlers.get(`${request.method} ${path}`));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, handlers, assets, log, stop: () => void server.close() };
}

async function bundleAssets() {
  const bundle = async (entry: string) => {
    const options = { bundle: true, minify: true, format: 'esm', target: 'es2022', write: false } as const;
    const { outputFiles } = await build({ entryPoints: [entry], ...options });
    return outputFiles[0]?.text ?? '';
  };
  const [script, style] = await Promise.all([
    bundle('src/pages/scripts/pages.ts'),
    bundle('src/pages/styles/pages.css'),
  ]);
  return { script, style };
}

async function answer(request: IncomingMessage, response: ServerResponse, handler: Handler | undefined) {
  const fields = new URLSearchParams(await readBody(request));
  const found = typeof handler === 'function' ? await handler(fields) : { body: handler ?? '' };
  if ('redirect' in found) {
    response.writeHead(303, { location: found.redirect }).end();
    return;
  }
  const status = handler === undefined ? 404 : (found.status ?? 200);
  send(response, 'text/html', found.body, status);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  const [, style = ''] = /<style>(.*?)<\/style>/.exec(body) ?? [];
  const accentHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': contentSecurityPolicy({ accentHash }),
  });
  response.end(body);
}
