import type { ClientAddress } from './client-address.ts';
import type { FastPathRequest, FastPathRoute, ReadyAnswer } from './fast-path.ts';
import { parseIdempotencyKey } from './idempotency-key.ts';
import { HttpFacts } from './request-facts.ts';
import type { TakeFromBucket } from './request-limits.ts';
import type { Answer, Contract, Route } from './route.ts';
import { compileValidator } from './validation.ts';

export type FastPathRoutesOptions<C> = {
  readonly context: C;
  readonly clientAddress: ClientAddress;
  readonly takeFromBucket?: TakeFromBucket;
  /** Reads JSON as the framework would, and throws where that would refuse it. */
  readJson(bytes: Buffer): unknown;
};

/** The routes that go ahead of the framework, as the fast path takes them. */
export function fastPathRoutes<C>(
  routes: readonly Route<C>[],
  options: FastPathRoutesOptions<C>,
): FastPathRoute[] {
  return routes.filter(({ fastPath }) => fastPath).map((route) => fastPathRoute(route, options));
}

function fastPathRoute<C>(route: Route<C>, options: FastPathRoutesOptions<C>): FastPathRoute {
  const { method, path, contract } = route;
  if (route.auth !== 'public' || (method !== 'GET' && method !== 'POST'))
    throw new Error(`${method} ${path} has to stay with the framework: its caller is asked for.`);
  return {
    method,
    path,
    readBody: bodyReader(contract, options),
    answer: async (asked) => {
      const params = { id: asked.id };
      const facts = factsOf(asked, options.clientAddress);
      if (route.limit) options.takeFromBucket?.(route.limit, { facts, caller: undefined, params });
      if (route.idempotent) facts.idempotencyKey = parseIdempotencyKey(facts.header('idempotency-key'), true);
      const answer = await route.run({
        context: options.context,
        caller: undefined as never,
        params: params as never,
        query: {} as never,
        body: asked.body as never,
        facts,
      });
      return ready(answer);
    },
  };
}

function factsOf({ request, requestId, body }: FastPathRequest, clientAddress: ClientAddress): HttpFacts {
  const { headers, socket, url = '' } = request;
  return new HttpFacts({ id: requestId, headers, socket, url, body }, clientAddress);
}

/** Whatever is wrong with a body, the framework reads it once more and says so. */
function bodyReader<C>({ body }: Contract, { readJson }: FastPathRoutesOptions<C>) {
  const validate = compileValidator(body ?? {}, 'body');
  return (bytes: Buffer): object | undefined => {
    try {
      return validate(readJson(bytes)).value as object;
    } catch {
      return undefined;
    }
  };
}

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

function ready(answer: Answer): ReadyAnswer {
  if (answer.raw !== undefined || answer.body === undefined) return answer as ReadyAnswer;
  const { status, headers, body } = answer;
  return {
    status,
    headers: headers ? { ...headers, ...jsonHeaders } : jsonHeaders,
    raw: JSON.stringify(body),
  };
}
