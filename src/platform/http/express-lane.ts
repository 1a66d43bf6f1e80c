import type { IncomingMessage, ServerResponse } from 'node:http';
import { monotonicMs } from '#platform/kit/clock.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { problemAnswer, problemFrom } from './problem-answer.ts';
import { type Answered, durationSinceMs } from './request-log.ts';
import type { Answer } from './route.ts';

/** An answer whose bytes are ready. Its headers are taken apart once for as long as they are the same object. */
export type ReadyAnswer = Omit<Answer, 'raw'> & {
  /** Pieces are sent one behind the other, so that what is kept of a page need not be copied for each reader. */
  readonly raw?: string | Buffer | readonly Buffer[];
};

/**
 * An address that is answered ahead of the framework, because everybody asks for it at once: `/some/path/:id/`, by
 * GET, with nothing but the id. The framework has a route for it too, which answers every other way of asking.
 */
export type ExpressRoute = {
  /** The pattern of the framework's route, for log and figures. */
  readonly path: string;
  /** Undefined when the framework should answer. Problems that the caller is at fault for may be thrown. */
  answer(id: string, request: IncomingMessage, requestId: string): Promise<ReadyAnswer | undefined>;
};

export type ExpressLaneOptions = {
  readonly routes: readonly ExpressRoute[];
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
export function createExpressLane(
  options: ExpressLaneOptions,
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const lanes = options.routes.map((route) => ({ route, prefix: prefixOf(route.path) }));
  const headerLines = headerLister(options.headers);
  return (request, response, next) => {
    const { url = '' } = request;
    const lane = lanes.find(({ prefix }) => url.startsWith(prefix));
    const id = lane && idOf(url, lane.prefix.length);
    if (!lane || id === undefined || !isPlain(request)) return next(request, response);
    const startedAtMs = monotonicMs();
    const requestId = options.newRequestId();
    void answer(lane.route, id, request, requestId).then((ready) => {
      if (!ready) return next(request, response);
      send(response, ready, headerLines(ready.headers).concat('x-request-id', requestId));
      options.onAnswered({
        requestId,
        method: 'GET',
        route: lane.route.path,
        status: ready.status,
        durationMs: durationSinceMs(startedAtMs),
      });
    });
  };
}

function prefixOf(path: string): string {
  const [prefix, end] = path.split(':id');
  if (!prefix || (end !== '' && end !== '/'))
    throw new Error(`The express lane serves addresses that end in an id, not ${path}.`);
  return prefix;
}

/** The id at the end of an address, with or without a slash behind it. */
function idOf(url: string, prefixLength: number): string | undefined {
  const end = prefixLength + uuidLength;
  const isWhole = url.length === end || (url.length === end + 1 && url.endsWith('/'));
  const id = isWhole ? url.slice(prefixLength, end) : undefined;
  return isUuid(id) ? id : undefined;
}

/** A GET without a body, as browsers and programs send it. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.host !== undefined &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  );
}

async function answer(
  route: ExpressRoute,
  id: string,
  request: IncomingMessage,
  requestId: string,
): Promise<ReadyAnswer | undefined> {
  try {
    return await route.answer(id, request, requestId);
  } catch (error) {
    const problem = problemFrom(error);
    // The framework tries again, and writes down what goes wrong.
    return problem.status < 500 ? problemAnswer(problem, requestId) : undefined;
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
