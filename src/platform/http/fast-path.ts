import type { IncomingMessage, ServerResponse } from 'node:http';
import { monotonicMs } from '#platform/kit/clock.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { varyByEncoding } from './content-encoding.ts';
import { plainBodyLength, readBody } from './fast-path-body.ts';
import { noteFault, problemAnswer, problemFrom, type RequestLog } from './problem-answer.ts';
import { type Answered, durationSinceMs } from './request-log.ts';
import type { Answer } from './route.ts';

/** An answer whose bytes are ready. Its headers are taken apart once for as long as they are the same object. */
export type ReadyAnswer = Omit<Answer, 'raw'> & {
  /** Pieces are sent one behind the other, so that what is kept of a page need not be copied for each reader. */
  readonly raw?: string | Buffer | readonly Buffer[];
};

/**
 * An address that is answered ahead of the framework, because everybody asks for it at once: `/some/path/:id/` by GET,
 * with nothing but the id, or `/some/path/:id/verb/` by POST, with a short body of JSON. The framework has a route for
 * it too, which answers every other way of asking.
 */
export type FastPathRoute = {
  readonly method: 'GET' | 'POST';
  /** The pattern of the framework's route, for log and figures. */
  readonly path: string;
  /** Of a POST: the body as `answer` takes it; undefined when the framework should look at it. */
  readBody?(bytes: Buffer): object | undefined;
  /**
   * Undefined when the framework should answer, which only a GET may ask for. Problems that the caller is at fault for
   * may be thrown.
   */
  answer(asked: FastPathRequest): Promise<ReadyAnswer | undefined>;
};

export type FastPathRequest = {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly body: object | undefined;
};

export type FastPathOptions = {
  readonly routes: readonly FastPathRoute[];
  readonly log: { error: RequestLog };
  /** What every answer has. */
  readonly headers: Readonly<Record<string, string>>;
  newRequestId(): string;
  /** Told of every request that was answered here. */
  onAnswered(about: Answered): void;
};

type Next = (request: IncomingMessage, response: ServerResponse) => void;

const uuidLength = 36;

/**
 * Answers the usual request for such an address with as little work as node itself would have, and hands every other
 * one to the framework.
 */
export function createFastPath(
  options: FastPathOptions,
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const matchers = options.routes.map((route) => ({ route, ...endsOf(route.path) }));
  const headerLines = headerLister(options.headers);
  const answer = (route: FastPathRoute, asked: FastPathRequest, response: ServerResponse, next: Next) => {
    const startedAtMs = monotonicMs();
    const { request, requestId } = asked;
    void answerOf(route, asked, options.log).then((ready) => {
      if (!ready) return next(request, response);
      send(response, ready, headerLines(ready.headers).concat('x-request-id', requestId));
      options.onAnswered({
        requestId,
        method: route.method,
        route: route.path,
        status: ready.status,
        durationMs: durationSinceMs(startedAtMs),
      });
    });
  };
  return (request, response, next) => {
    const { url = '', method } = request;
    const matcher = matchers.find(
      ({ route, prefix, suffix }) =>
        route.method === method && url.startsWith(prefix) && endsWith(url, suffix),
    );
    const id = matcher && idOf(url, matcher);
    if (id === undefined || request.headers.host === undefined) return next(request, response);
    const { route } = matcher as Matcher;
    const asked = (body?: object) => ({ id, request, requestId: options.newRequestId(), body });
    if (route.method === 'GET') {
      if (hasBody(request)) return next(request, response);
      return answer(route, asked(), response, next);
    }
    const length = plainBodyLength(request);
    if (length === undefined) return next(request, response);
    const take = (bytes: Buffer) => {
      const body = route.readBody?.(bytes);
      if (body) answer(route, asked(body), response, next);
      return body !== undefined;
    };
    readBody(request, length, take, () => next(request, response));
  };
}

type Ends = { readonly prefix: string; readonly suffix: string };
type Matcher = Ends & { readonly route: FastPathRoute };

/** What stands before the id, and behind it without the last slash. */
function endsOf(path: string): Ends {
  const [prefix, end] = path.split(':id');
  if (!prefix || end === undefined)
    throw new Error(`The fast path serves addresses with an id, not ${path}.`);
  return { prefix, suffix: end.replace(/\/$/, '') };
}

/** With or without a slash behind it. */
function endsWith(url: string, suffix: string): boolean {
  return url.endsWith(suffix, url.endsWith('/') ? url.length - 1 : url.length);
}

/** The id between both ends of an address. */
function idOf(url: string, { prefix, suffix }: Ends): string | undefined {
  const end = prefix.length + uuidLength;
  const rest = url.length - end - suffix.length;
  if (rest !== 0 && !(rest === 1 && url.endsWith('/'))) return undefined;
  const id = url.slice(prefix.length, end);
  return isUuid(id) ? id : undefined;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

async function answerOf(
  route: FastPathRoute,
  asked: FastPathRequest,
  log: { error: RequestLog },
): Promise<ReadyAnswer | undefined> {
  try {
    return await route.answer(asked);
  } catch (error) {
    const problem = problemFrom(error);
    // What only reads, the framework tries again, and writes down what goes wrong.
    if (problem.status >= 500 && route.method === 'GET') return undefined;
    noteFault(problem, asked.requestId, log);
    const told = problemAnswer(problem, asked.requestId);
    // Too short to be packed, and still told apart from what the same address answers when it has more to say.
    return route.method === 'GET' ? { ...told, headers: { ...told.headers, vary: varyByEncoding } } : told;
  }
}

function send(response: ServerResponse, { status, raw }: ReadyAnswer, headers: string[]): void {
  if (raw === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const pieces = typeof raw === 'string' || Buffer.isBuffer(raw) ? [raw] : raw;
  let length = 0;
  for (const piece of pieces) length += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
  headers.push('content-length', String(length));
  response.writeHead(status, headers);
  if (pieces.length > 1) response.cork();
  for (let at = 0; at < pieces.length - 1; at++) response.write(pieces[at]);
  response.end(pieces.at(-1));
}

/** Headers as names and values in turn: node takes a list in a third of the time that it takes for an object. */
function headerLister(usual: Readonly<Record<string, string>>): (own?: object) => readonly string[] {
  const known = new WeakMap<object, readonly string[]>();
  const list = (own: object) => Object.entries({ ...usual, ...own }).flat();
  const bare = list({});
  return (own) => {
    if (!own) return bare;
    const before = known.get(own);
    if (before) return before;
    const made = list(own);
    known.set(own, made);
    return made;
  };
}
