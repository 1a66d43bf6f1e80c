import type { FastifyInstance } from 'fastify';
import { keepBytes } from './kept-bytes.ts';

/** `GET /openapi.json`: the published contract, whose bytes are made once. */
export function documentPlugin(document: unknown): (app: FastifyInstance) => void {
  const kept = keepBytes(() => JSON.stringify(document), {
    'content-type': 'application/json; charset=utf-8',
  });
  return (app) => {
    app.get('/openapi.json', (request, reply) => kept.send(request, reply));
  };
}
