import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, problem } from '#platform/contract/errors.ts';
import { isConflict } from '#platform/db/failures.ts';
import { DatabaseUnavailable, isToldAlready, OutcomeUnknown } from '#platform/db/unavailable.ts';
import { Problem } from '#platform/kit/problem.ts';
import type { Answer } from './route.ts';

export type RequestLog = (line: Record<string, unknown>, message: string) => void;

/** Turns anything thrown into the problem that the caller is told; what is unknown becomes a bare 500. */
export function problemFrom(error: unknown, bodyLimit?: number): Problem {
  if (error instanceof Problem) return error;
  if (isCutOff(error))
    return problem('invalid_request', { detail: 'The request ended before its body did.' });
  if (error instanceof OutcomeUnknown) {
    return problem('outcome_unknown', {
      detail:
        'Whether this was done is not known. Send the same request again with the same Idempotency-Key, or look before you repeat it.',
      headers: { 'retry-after': '2' },
      cause: error,
    });
  }
  if (error instanceof DatabaseUnavailable || isConflict(error)) {
    return problem('unavailable', {
      detail: 'The service is not available right now; try again in a few seconds.',
      headers: { 'retry-after': '2' },
      cause: error,
    });
  }
  const code = (error as { code?: string } | undefined)?.code;
  switch (code) {
    // PostgreSQL keeps every character but one.
    case '22021':
      return problem('invalid_request', {
        detail: 'A text holds the character NUL; leave it out.',
        cause: error,
      });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('payload_too_large', {
        detail: `The body has at most ${showBytes(bodyLimit)}; send less.`,
      });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported_media_type', { detail: 'Send Content-Type: application/json.' });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('invalid_request', { detail: 'The Content-Length does not match the body.' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return uriTooLong();
    case 'FST_ERR_BAD_URL':
      return problem('not_found', { detail: 'The address cannot be read; check its percent-encoding.' });
    default:
      return (
        refusalOfFramework(error) ??
        problem('internal_error', {
          detail:
            'Something went wrong on our side and nothing was changed; try again, or report the request id.',
          cause: error,
        })
      );
  }
}

function showBytes(bytes = 256 * 1024): string {
  return bytes >= 1024 * 1024
    ? `${Math.floor(bytes / (1024 * 1024))} MiB`
    : `${Math.floor(bytes / 1024)} KiB`;
}

type HttpError = Error & {
  readonly code?: string;
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The client hung up while it sent; the framework adds the status to what the socket said. */
function isCutOff(error: unknown): boolean {
  const { code, statusCode } = (error ?? {}) as HttpError;
  return code === 'ECONNRESET' && statusCode === 400;
}

const refusalCodes: Readonly<Record<number, ErrorCode>> = {
  // Of a file whose name leads out of its folder: as if it were not there.
  403: 'not_found',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  416: 'range_not_satisfiable',
  417: 'expectation_failed',
};

/** What the framework or its files refuse keeps its status: the caller is at fault, not we. */
function refusalOfFramework(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', statusCode = 500, headers } = error as HttpError;
  const isOfFramework = code.startsWith('FST_') || 'expose' in error;
  if (!isOfFramework || statusCode < 400 || statusCode > 499) return undefined;
  const refusal = refusalCodes[statusCode];
  if (refusal === 'not_found') return problem('not_found', { detail: 'There is nothing at this address.' });
  return problem(refusal ?? 'invalid_request', {
    detail: `${error.message.replace(/\.$/, '')}.`,
    ...(refusal ? {} : { status: statusCode }),
    ...(headers ? { headers: { ...headers } } : {}),
  });
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
  if (error.status < 500 || isToldAlready(error.cause)) return;
  log.error({ request_id: requestId, code: error.code, err: error.cause ?? error }, 'request failed');
}

/** What people see in place of a problem, where they are the ones who look. */
export type ProblemPage = (
  error: Problem,
  request: FastifyRequest,
) => { readonly status: number; readonly html: string; readonly headers: Readonly<Record<string, string>> };

/** Sends it, as a page to a browser outside the API, and writes down what is our fault. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: Problem,
  { log, page }: { readonly log: { error: RequestLog }; readonly page: ProblemPage | undefined },
): FastifyReply {
  // Whoever only looks may do so again, whatever was noted beside it.
  const isHarmless =
    error.code === 'outcome_unknown' && (request.method === 'GET' || request.method === 'HEAD');
  const told = isHarmless ? problemFrom(new DatabaseUnavailable(error.cause)) : error;
  noteFault(told, request.id, log);
  request.refusedWith = told.code;
  forgetContent(reply);
  if (page && isForPeople(request)) {
    const { status, html, headers } = page(told, request);
    return reply.code(status).headers(headers).send(html);
  }
  const { status, headers = {}, raw } = problemAnswer(told, request.id);
  return reply.code(status).headers(headers).send(raw);
}

/** Of a stream that failed before its first byte was on its way: what it would have been is no matter any more. */
function forgetContent(reply: FastifyReply): void {
  for (const name of ['content-encoding', 'content-disposition']) {
    reply.removeHeader(name);
    reply.raw.removeHeader(name);
  }
}

const apiStart = /^\/api(?:[/?]|$)/;

/** Only browsers ask for HTML by its name. */
function isForPeople({ url, headers }: FastifyRequest): boolean {
  return /\btext\/html\b/.test(headers.accept ?? '') && !apiStart.test(url);
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
