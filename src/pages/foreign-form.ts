import type { FastifyRequest } from 'fastify';
import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';

/**
 * The refusal of a form that a page of another site sent in its visitor's browser: it would start a checkout with what
 * that site wrote. Browsers say where a form comes from; where an old one says nothing, or hides it because our pages
 * tell no referrer, it is taken as before.
 */
export function foreignForm(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  publicUrl: string,
): Problem | undefined {
  if (method !== 'POST') return undefined;
  const site = headers['sec-fetch-site'];
  const isOurs =
    site === undefined ? isOwnOrigin(headers, publicUrl) : site === 'same-origin' || site === 'none';
  if (isOurs) return undefined;
  return problem('foreign_form', { detail: 'Open the page of this address and send its own form.' });
}

/** The name by which the browser knows us may be another than the public one: a proxy's, or this machine's. */
function isOwnOrigin({ origin, host }: FastifyRequest['headers'], publicUrl: string): boolean {
  if (origin === undefined || origin === 'null' || origin === publicUrl) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}
