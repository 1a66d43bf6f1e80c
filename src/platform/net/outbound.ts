import { Agent, type Dispatcher } from 'undici';
import type { AddressPolicy } from './addresses.ts';
import { createGuardedConnector, findAllowedAddresses } from './guarded-connector.ts';
import { failureOf, OutboundFailure } from './outbound-failure.ts';
import { createDnsResolver, type ResolveHost, resolveLocally } from './resolve-host.ts';

export type OutboundRequest = {
  readonly method: 'GET' | 'POST';
  /** http or https, as `parseHttpUrl` lets through. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** For the whole exchange, from looking the name up to the last byte. */
  readonly timeoutMs: number;
  readonly maximumBytes: number;
  /** A longer answer, or one whose end never comes, is an error (`refuse`) or is given as far as it came (`cut`). */
  readonly whenLonger: 'refuse' | 'cut';
  /** Ends the exchange early with the reason `stopped`. */
  readonly signal?: AbortSignal;
};

export type OutboundAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body went on after what is here. */
  readonly isCut: boolean;
};

/** Requests to addresses that merchants give us. Follows no redirect and keeps connections open for the next one. */
export type Outbound = {
  /** Throws `OutboundFailure`; every HTTP status is an answer. */
  send(request: OutboundRequest): Promise<OutboundAnswer>;
  /** Whether a request there would be let out now; throws `OutboundFailure` when not. */
  check(url: URL): Promise<void>;
  close(): Promise<void>;
};

export type OutboundOptions = AddressPolicy & {
  /** In place of the name servers, for tests. */
  readonly resolve?: ResolveHost;
};

export function createOutbound(options: OutboundOptions): Outbound {
  const resolve = options.resolve ?? (options.allowPrivate ? resolveLocally : createDnsResolver());
  const agent = new Agent({
    connect: createGuardedConnector(resolve, options),
    pipelining: 1,
    // The time for the whole exchange is kept by `send`.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    send: (request) => send(agent, request),
    check: async (url) => {
      await findAllowedAddresses(url.hostname, resolve, options);
    },
    close: () => agent.destroy(),
  };
}

async function send(agent: Agent, request: OutboundRequest): Promise<OutboundAnswer> {
  const abortion = new AbortController();
  const stop = () => abortion.abort(new OutboundFailure('stopped', 'The request was ended by us.'));
  const timer = setTimeout(() => abortion.abort(timedOut(request.timeoutMs)), request.timeoutMs);
  request.signal?.addEventListener('abort', stop);
  if (request.signal?.aborted) stop();
  try {
    const answer = await agent.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal: abortion.signal,
    });
    const body = await readBody(answer, request);
    return { status: answer.statusCode, headers: plainHeaders(answer.headers), ...body };
  } catch (error) {
    throw failureOf(error);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', stop);
  }
}

async function readBody(
  answer: Dispatcher.ResponseData,
  { maximumBytes, whenLonger }: OutboundRequest,
): Promise<Pick<OutboundAnswer, 'body' | 'isCut'>> {
  const chunks: Buffer[] = [];
  let length = 0;
  let isCut = false;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= maximumBytes) continue;
      isCut = true;
      break;
    }
  } catch (error) {
    if (whenLonger === 'refuse') throw error;
    isCut = true;
  }
  if (isCut && whenLonger === 'refuse') throw tooLarge(maximumBytes);
  return { body: Buffer.concat(chunks).subarray(0, maximumBytes), isCut };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function timedOut(timeoutMs: number): OutboundFailure {
  return new OutboundFailure('timeout', `No complete answer came within ${timeoutMs / 1000} s.`);
}

function tooLarge(maximumBytes: number): OutboundFailure {
  return new OutboundFailure('too_large', `The answer has more than ${maximumBytes} bytes.`);
}
