import type { FastifyInstance } from 'fastify';
import { siteIcon, siteIconAddress } from './site-icon.ts';
import { siteIconImage } from './site-icon-image.ts';

/** Pages of links are open, so that their previews work; that nobody lists them stands in the pages. */
const robots = ['User-agent: *', 'Disallow: /checkout/', 'Disallow: /api/', ''].join('\n');

/** What browsers and crawlers ask every site for. */
export function siteFilesPlugin(): (app: FastifyInstance) => void {
  return (app) => {
    add(app, siteIconAddress, 'image/svg+xml', siteIcon);
    add(app, '/favicon.ico', 'image/x-icon', siteIconImage());
    add(app, '/robots.txt', 'text/plain; charset=utf-8', robots);
  };
}

function add(app: FastifyInstance, address: string, contentType: string, content: string | Buffer): void {
  const headers = { 'content-type': contentType, 'cache-control': 'public, max-age=86400' };
  app.get(address, (_request, reply) => reply.headers(headers).send(content));
}
