import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { problemAnswer } from './problem-answer.ts';
import type { RawAnswerOptions } from './raw-answer.ts';

export const maximumHeaders = 100;
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What makes a request one that nobody here looks at, whatever it asks for; or nothing. */
export function refusalOfForm({ method = '', rawHeaders }: IncomingMessage): Problem | undefined {
  if (!knownMethods.has(method)) return unknownMethod();
  if (rawHeaders.length > 2 * maximumHeaders)
    return problem('headers_too_large', { detail: `A request has at most ${maximumHeaders} headers.` });
  if (countHosts(rawHeaders) > 1) return problem('invalid_request', { detail: 'A request names one Host.' });
  return undefined;
}

export function unknownMethod(): Problem {
  return problem('method_not_implemented', {
    detail: `There are ${[...knownMethods].join(', ')} here, and no other methods.`,
  });
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}

/** Answers it without the framework, and hangs up: what follows on the connection may be anything. */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  error: Problem,
  options: RawAnswerOptions,
): void {
  const requestId = options.newRequestId();
  const { status, headers, raw } = problemAnswer(error, requestId);
  response
    .writeHead(status, {
      ...options.headers,
      ...headers,
      'x-request-id': requestId,
      'content-length': Buffer.byteLength(raw),
      connection: 'close',
    })
    .end(raw);
  options.onAnswered({ requestId, method: request.method ?? '', route: 'unknown', status, durationMs: 0 });
}
