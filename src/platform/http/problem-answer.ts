import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes, problem } from '#platform/contract/errors.ts';
import { isConflict, isUnavailable } from '#platform/db/database.ts';
import { DatabaseUnavailable } from '#platform/db/unavailable.ts';
import { Problem } from '#platform/kit/problem.ts';
import type { Answer } from './route.ts';

export type RequestLog = (line: Record<string, unknown>, message: string) => void;

/** Turns anything thrown into the problem that the caller is told; what is unknown becomes a bare 500. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable || isUnavailable(error) || isConflict(error)) {
    return problem('unavailable', {
      detail: 'The service is not available right now; try again in a few seconds.',
      headers: { 'retry-after': '2' },
      cause: error,
    });
  }
  const code = (error as { code?: string } | undefined)?.code;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('payload_too_large', { detail: 'The body has at most 256 KiB; send less.' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported_media_type', { detail: 'Send Content-Type: application/json.' });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('invalid_request', { detail: 'The Content-Length does not match the body.' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return uriTooLong();
    case 'FST_ERR_BAD_URL':
      return problem('not_found', { detail: 'The address cannot be read; check its percent-encoding.' });
    default:
      return problem('internal_error', {
        detail:
          'Something went wrong on our side and nothing was changed; try again, or report the request id.',
        cause: error,
      });
  }
}

export const maximumUrlLength = 8_000;

export function uriTooLong(): Problem {
  return problem('uri_too_long', { detail: `An address has at most ${maximumUrlLength} characters.` });
}

/** The one place that renders an error of the API (RFC 9457). */
export function problemAnswer(error: Problem, requestId: string): Answer & { readonly raw: string } {
  return {
    status: error.status,
    headers: { ...error.headers, 'content-type': 'application/problem+json; charset=utf-8' },
    raw: JSON.stringify(problemBody(error, requestId)),
  };
}

/** Writes down what is our fault. */
export function noteFault(error: Problem, requestId: string, log: { error: RequestLog }): void {
  if (error.status < 500) return;
  log.error({ request_id: requestId, code: error.code, err: error.cause ?? error }, 'request failed');
}

/** Sends it, and writes down what is our fault. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: Problem,
  log: { error: RequestLog },
): FastifyReply {
  noteFault(error, request.id, log);
  const { status, headers = {}, raw } = problemAnswer(error, request.id);
  return reply.code(status).headers(headers).send(raw);
}

function problemBody(error: Problem, requestId: string): Record<string, unknown> {
  return {
    type: `/docs#${error.code}`,
    title: error.title,
    status: error.status,
    code: error.code,
    detail: error.detail,
    request_id: requestId,
    errors: error.errors,
    ...error.extra,
  };
}

/** Answers requests that never became one: broken HTTP, over-long headers or addresses. */
export function clientErrorAnswer(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers_too_large' : 'invalid_request';
  const { status, title } = errorCodes[code];
  const detail =
    code === 'headers_too_large'
      ? 'Address and headers together have at most 16 KiB; send less.'
      : 'The request is not valid HTTP.';
  const requestId = randomUUID();
  const body = JSON.stringify({
    type: `/docs#${code}`,
    title,
    status,
    code,
    detail,
    request_id: requestId,
    errors: [],
  });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\nX-Request-Id: ${requestId}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
