import { createServer as createHttpServer } from 'node:http';
import { Readable } from 'node:stream';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  type RouteOptions,
} from 'fastify';
import { problem } from '#platform/contract/errors.ts';
import { type Clock, monotonicMs } from '#platform/kit/clock.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { type Authenticate, authorize } from './authorization.ts';
import type { ClientAddress } from './client-address.ts';
import { createExpressLane, type ExpressRoute } from './express-lane.ts';
import { expressRoutes } from './express-routes.ts';
import { parseIdempotencyKey } from './idempotency-key.ts';
import {
  clientErrorAnswer,
  maximumUrlLength,
  problemFrom,
  type RequestLog,
  sendProblem,
  uriTooLong,
} from './problem-answer.ts';
import { factsOf } from './request-facts.ts';
import type { TakeFromBucket } from './request-limits.ts';
import { type Answered, durationSinceMs } from './request-log.ts';
import type { Answer, Caller, Contract, RequestFacts, Route } from './route.ts';
import { apiHeaders } from './security-headers.ts';
import { compileValidator, type HttpPart } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
    startedAt: number;
  }
}

const maximumBodyBytes = 256 * 1024;
const anyBytes = 'application/octet-stream';
const httpOptions = {
  maxHeaderSize: 16 * 1024,
  // A missing Host is refused below, as a problem; node itself would answer with an empty page.
  requireHostHeader: false,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
};

export type ServerOptions<C> = {
  context: C;
  clock: Clock;
  routes: readonly Route<C>[];
  authenticate: Authenticate;
  /** Resolves the client's address from the socket's address and X-Forwarded-For. */
  clientAddress: ClientAddress;
  /** Takes a token from the bucket `route.limit`, or throws 429. */
  takeFromBucket?: TakeFromBucket;
  log: { error: RequestLog };
  secure: boolean;
  /** Told of every answered request. */
  onAnswered: readonly ((about: Answered) => void)[];
  /** Addresses beside the routes that are answered ahead of the framework. */
  express?: readonly ExpressRoute[];
  /** Further scopes with content types of their own, such as the buyer's pages. */
  plugins?: readonly ((app: FastifyInstance) => void)[];
};

/** Builds the HTTP server from the table of routes. */
export function createServer<C>(options: ServerOptions<C>): FastifyInstance {
  const headers = apiHeaders(options.secure);
  const newRequestId = () => uuidv7(options.clock.now());
  const tellAnswered = (about: Answered) => {
    for (const tell of options.onAnswered) tell(about);
  };
  let readJson: ReadJson;
  const expressLane = createExpressLane({
    routes: [
      ...expressRoutes(options.routes, { ...options, readJson: (bytes) => readJson(bytes) }),
      ...(options.express ?? []),
    ],
    log: options.log,
    headers,
    newRequestId,
    onAnswered: tellAnswered,
  });
  const app = fastify({
    logger: false,
    bodyLimit: maximumBodyBytes,
    genReqId: newRequestId,
    requestIdHeader: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: maximumUrlLength, caseSensitive: true },
    serverFactory: (framework) =>
      createHttpServer(httpOptions, (request, response) => expressLane(request, response, framework)),
    clientErrorHandler: clientErrorAnswer,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // Addresses that cannot be read reach no hook, so their answers get their headers here.
    frameworkErrors: (error, request, reply) => {
      reply.headers(headers).header('x-request-id', request.id);
      sendProblem(request, reply, problemFrom(error), options.log);
    },
  });
  app.decorateRequest('caller', undefined);
  app.decorateRequest('facts', undefined);
  app.decorateRequest('startedAt', 0);
  readJson = jsonReader(app);
  useJsonBodies(app, readJson);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    compileValidator(schema, (httpPart ?? 'body') as HttpPart),
  );
  app.setErrorHandler((error, request, reply) =>
    sendProblem(request, reply, problemFrom(error), options.log),
  );
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, unknownRoute(), options.log));
  app.addHook('onRequest', (request, reply, done) => {
    request.startedAt = monotonicMs();
    reply.headers(headers);
    reply.header('x-request-id', request.id);
    done(refusalOf(request));
  });
  app.addHook('onResponse', (request, reply, done) => {
    tellAnswered({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      durationMs: durationSinceMs(request.startedAt),
    });
    done();
  });
  for (const route of options.routes) {
    if (route.rawBody) app.register(async (scope) => addRawRoute(scope, route, options));
    else addRoute(app, route, options);
  }
  addMethodRefusals(app, options.routes);
  for (const plugin of options.plugins ?? []) app.register(async (scope) => plugin(scope));
  return app;
}

/** What makes a request unreadable whatever its route, or nothing. */
function refusalOf({ url, headers, raw }: FastifyRequest): Problem | undefined {
  if (url.length > maximumUrlLength) return uriTooLong();
  if (headers.host === undefined && raw.httpVersion === '1.1')
    return problem('invalid_request', {
      detail: 'A request names its Host.',
      headers: { connection: 'close' },
    });
  return undefined;
}

function addRoute<C>(app: FastifyInstance, route: Route<C>, options: ServerOptions<C>): void {
  const { contract } = route;
  app.route({
    method: route.method,
    url: route.path,
    schema: requestSchema(contract),
    exposeHeadRoute: route.method === 'GET',
    ...admission(route, options),
    handler: async (request, reply) => {
      if (!contract.body && !route.rawBody) refuseUnexpectedBody(request.body);
      const facts = factsOf(request, options.clientAddress);
      if (route.idempotent)
        facts.idempotencyKey = parseIdempotencyKey(facts.header('idempotency-key'), route.auth === 'public');
      const answer = await route.run({
        context: options.context,
        caller: withOrigin(request.caller, facts) as never,
        params: request.params as never,
        query: request.query as never,
        body: request.body as never,
        facts,
      });
      return sendAnswer(reply, answer);
    },
  });
}

/**
 * Lets a request in whose caller may do this and has not done it too often. A route that asks for neither is spared the
 * hook, and one that anybody may call the turn of the event loop that a promise takes.
 */
function admission<C>(route: Route<C>, options: ServerOptions<C>): Pick<RouteOptions, 'onRequest'> {
  const take = (request: FastifyRequest) => {
    if (!route.limit || !options.takeFromBucket) return;
    options.takeFromBucket(route.limit, {
      facts: factsOf(request, options.clientAddress),
      caller: request.caller,
      params: request.params as Record<string, string>,
    });
  };
  if (route.auth !== 'public')
    return {
      onRequest: async (request) => {
        request.caller = await authorize(route, request.headers, options.authenticate);
        take(request);
      },
    };
  if (!route.limit || !options.takeFromBucket) return {};
  return {
    onRequest: (request, _reply, done) => {
      take(request);
      done();
    },
  };
}

/** Whoever changes something is written down with the place they did it from. */
function withOrigin(caller: Caller | undefined, facts: RequestFacts): Caller | undefined {
  return caller && { ...caller, origin: { address: facts.address, requestId: facts.requestId } };
}

/** A route in a scope of its own, in which a body of any media type stays the bytes that it came as. */
function addRawRoute<C>(scope: FastifyInstance, route: Route<C>, options: ServerOptions<C>): void {
  scope.removeAllContentTypeParsers();
  scope.addHook('onRequest', (request, _reply, done) => {
    // Bytes are bytes, whatever they are called: a media type that cannot be read would be refused.
    if (request.headers['content-type'] !== undefined) request.headers['content-type'] = anyBytes;
    done();
  });
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  addRoute(scope, route, options);
}

function requestSchema(contract: Contract): Record<string, unknown> {
  const schema: Record<string, unknown> = { response: {} };
  if (contract.params) schema.params = contract.params;
  schema.querystring = contract.query ?? { type: 'object', properties: {}, additionalProperties: true };
  if (contract.body) schema.body = contract.body;
  const response = schema.response as Record<string, unknown>;
  for (const [status, body] of Object.entries(contract.responses)) if (body) response[status] = body;
  return schema;
}

export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status);
  if (answer.headers) reply.headers(answer.headers);
  if (answer.raw instanceof Readable && reply.request.method === 'HEAD') {
    // The framework would read a stream to its end to throw it away.
    answer.raw.destroy();
    return reply.send(Readable.from([]));
  }
  if (answer.raw !== undefined) return reply.send(answer.raw);
  if (answer.body === undefined) return reply.send();
  return reply.type('application/json; charset=utf-8').send(answer.body);
}

function refuseUnexpectedBody(body: unknown): void {
  if (body === undefined || body === null) return;
  const [field] = typeof body === 'object' && !Array.isArray(body) ? Object.keys(body) : ['body'];
  if (field === undefined) return;
  throw problem('unknown_field', { detail: `This request takes no body; leave out ${field}.`, field });
}

type ReadJson = (bytes: Buffer) => unknown;

/** Reads bytes as UTF-8 JSON; throws the problem that the caller is told. */
function jsonReader(app: FastifyInstance): ReadJson {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = app.getDefaultJsonParser('error', 'error');
  return (bytes) => {
    let source: string;
    try {
      source = decoder.decode(bytes);
    } catch {
      throw invalidJson();
    }
    let read: { readonly value: unknown } | undefined;
    // It answers at once, and looks at nothing of the request.
    parse(undefined as never, source, (error, value) => {
      if (!error && !hasBrokenText(source, value)) read = { value };
    });
    if (!read) throw invalidJson();
    return read.value;
  };
}

function useJsonBodies(app: FastifyInstance, readJson: ReadJson): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(request.headers['content-type'])) return done(otherCharset(), undefined);
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

function isUtf8(contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function otherCharset(): Error {
  return problem('unsupported_media_type', { detail: 'JSON is UTF-8; leave charset out of Content-Type.' });
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

/** Answers 405 with `Allow` for every method that a known path does not take. */
function addMethodRefusals<C>(app: FastifyInstance, routes: readonly Route<C>[]): void {
  const allowedByPath = new Map<string, string[]>();
  for (const route of routes) {
    allowedByPath.set(route.path, [...(allowedByPath.get(route.path) ?? []), route.method]);
  }
  for (const [path, allowed] of allowedByPath) {
    const taken = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
    const refused = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (method) => !taken.includes(method),
    );
    const allow = taken.join(', ');
    app.route({
      method: refused,
      url: path,
      exposeHeadRoute: false,
      onRequest: async () => {
        throw problem('method_not_allowed', { detail: `Use ${allow} at this address.`, headers: { allow } });
      },
      handler: async () => undefined,
    });
  }
}

function unknownRoute() {
  return problem('not_found', {
    detail: 'There is nothing at this address; see /docs for the addresses of the API.',
  });
}
