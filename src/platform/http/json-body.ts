import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '#platform/contract/errors.ts';
import { refuseEndlessBody } from './body-bounds.ts';
import { refuseUnclearNames } from './json-names.ts';

export type ReadJson = (bytes: Buffer) => unknown;

/** Reads bytes as UTF-8 JSON; throws the problem that the caller is told. */
export function jsonReader(): ReadJson {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (bytes) => {
    let source: string;
    let value: unknown;
    try {
      source = decoder.decode(bytes);
      value = JSON.parse(source);
    } catch {
      throw invalidJson();
    }
    refuseEndlessBody(value, bytes.length);
    if (hasBrokenText(source, value)) throw invalidJson();
    refuseUnclearNames(source);
    return value;
  };
}

/** Takes bodies of JSON, and no others. */
export function useJsonBodies(app: FastifyInstance, readJson: ReadJson): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const refusal = refusalOfType(request);
    if (refusal) return done(refusal, undefined);
    if (body.length === 0) return done(null, undefined);
    let value: unknown;
    try {
      value = readJson(body as Buffer);
    } catch (error) {
      return done(error as Error, undefined);
    }
    done(null, value);
  });
}

function refusalOfType({ headers }: FastifyRequest): Error | undefined {
  if (!isUtf8(headers['content-type']))
    return problem('unsupported_media_type', { detail: 'JSON is UTF-8; leave charset out of Content-Type.' });
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    return problem('unsupported_media_type', {
      detail: 'Send the body as it is; leave out Content-Encoding.',
    });
  return undefined;
}

function isUtf8(contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

const surrogateEscape = /\\u[dD][89a-fA-F]/;
const halfPair = /\p{Surrogate}/u;

/** Half a surrogate pair is legal in a JavaScript string, but no text that could be stored or shown. */
function hasBrokenText(source: string, value: unknown): boolean {
  return surrogateEscape.test(source) && holdsHalfPair(value);
}

function holdsHalfPair(value: unknown): boolean {
  if (typeof value === 'string') return halfPair.test(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, entry]) => halfPair.test(key) || holdsHalfPair(entry));
}

function invalidJson(): Error {
  return problem('invalid_json', {
    detail: 'The body cannot be read as UTF-8 JSON; check quotes, commas and braces.',
  });
}
