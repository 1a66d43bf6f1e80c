import { existsSync, readFileSync } from 'node:fs';
import { routes } from '#app';
import { openApiDocument } from '#platform/http/openapi.ts';
import type { OpenApi } from './contract.ts';

/** Answers that are documented because of a route's shape, and that nothing can bring about. */
const unreachable = new Set([
  // Bodies are compared without the card, and nothing else stands in this one.
  'post /api/checkout/{token}/pay/ 422',
  // The only provider so far knows no notifications, so it is refused before anything is asked or counted.
  'post /api/providers/{provider}/notifications/ 500',
  'post /api/providers/{provider}/notifications/ 503',
]);

/**
 * What the published document says that a route may answer, and no test of the run has seen.
 *
 * @param seenFile one line for each answer that was held against the document: method, path and status
 */
export function unseenAnswers(seenFile: string): string[] {
  const seen = new Set(existsSync(seenFile) ? readFileSync(seenFile, 'utf8').split('\n') : []);
  const info = { title: 'API', version: '1', serverUrl: 'http://localhost' };
  const document = openApiDocument(routes, info) as unknown as OpenApi;
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses)
        .map((status) => `${method} ${path} ${status}`)
        .filter((name) => path.startsWith('/api/') && !seen.has(name) && !unreachable.has(name)),
    ),
  );
}
