import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
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
import { canonicalId, uuidv7 } from '#platform/kit/ids.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { type Authenticate, authorize } from './authorization.ts';
import type { ClientAddress } from './client-address.ts';
import { boundConnections, type ConnectionLimits, connectionLimits, timeoutOptions } from './connections.ts';
import { createFastPath, type FastPathRoute } from './fast-path.ts';
import { fastPathRoutes } from './fast-path-routes.ts';
import { parseIdempotencyKey } from './idempotency-key.ts';
import { jsonReader, type ReadJson, useJsonBodies } from './json-body.ts';
import { refuseOtherMethods } from './method-refusals.ts';
import { packAnswer } from './pack-answer.ts';
import {
  maximumUrlLength,
  type ProblemPage,
  problemFrom,
  type RequestLog,
  sendProblem,
  uriTooLong,
} from './problem-answer.ts';
import { createRawAnswers } from './raw-answer.ts';
import { factsOf } from './request-facts.ts';
import type { TakeFromBucket } from './request-limits.ts';
import { type Answered, durationSinceMs } from './request-log.ts';
import type { Answer, Caller, Contract, RequestFacts, Route } from './route.ts';
import { apiHeaders } from './security-headers.ts';
import { namesOthers, withoutSentBack } from './sent-back.ts';
import { compileSerializer } from './serialization.ts';
import { refusalOfForm, refuseRequest, unknownMethod } from './unusual-request.ts';
import { compileValidator, type HttpPart } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
    /** Whose token or key it came with, even if that did not suffice. */
    knownCaller: Caller | undefined;
    /** The code of the problem that answered it. */
    refusedWith: string | undefined;
    startedAt: number;
  }
}

const maximumBodyBytes = 256 * 1024;
const anyBytes = 'application/octet-stream';
const httpOptions = {
  maxHeaderSize: 16 * 1024,
  // A missing Host is refused below, as a problem; node itself would answer with an empty page.
  requireHostHeader: false,
};

export type ServerOptions<C> = {
  context: C;
  clock: Clock;
  routes: readonly Route<C>[];
  authenticate: Authenticate;
  /** Resolves the client's address from the socket's address and X-Forwarded-For. */
  clientAddress: ClientAddress;
  /** Whether this address of a socket is no single client: a proxy, or a private network. */
  mayHaveAnyNumberOfConnections: (address: string) => boolean;
  /** Takes a token from the bucket `route.limit`, or throws 429. */
  takeFromBucket?: TakeFromBucket;
  log: { warn: RequestLog; error: RequestLog };
  secure: boolean;
  /** Told of every answered request. */
  onAnswered: readonly ((about: Answered) => void)[];
  /** Addresses beside the routes that are answered ahead of the framework. */
  fastPath?: readonly FastPathRoute[];
  /** Further scopes with content types of their own, such as the buyer's pages. */
  plugins?: readonly ((app: FastifyInstance) => void)[];
  /** What a browser is shown in place of a problem, outside the API. */
  problemPage?: ProblemPage;
  /** Sees every request before anybody else. */
  watch?: ((request: IncomingMessage) => void) | undefined;
  connectionLimits?: ConnectionLimits;
};

/** Builds the HTTP server from the table of routes. */
export function createServer<C>(options: ServerOptions<C>): FastifyInstance {
  const headers = apiHeaders(options.secure);
  const newRequestId = () => uuidv7(options.clock.now());
  const tellAnswered = (about: Answered) => {
    for (const tell of options.onAnswered) tell(about);
  };
  const aside = { headers, newRequestId, onAnswered: tellAnswered };
  const rawAnswers = createRawAnswers(aside);
  const answerProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(request, reply, problemFrom(error, request.routeOptions?.bodyLimit), {
      log: options.log,
      page: options.problemPage,
    });
  let readJson: ReadJson;
  const fastPath = createFastPath({
    routes: [
      ...fastPathRoutes(options.routes, { ...options, readJson: (bytes) => readJson(bytes) }),
      ...(options.fastPath ?? []),
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
    serverFactory: (framework) => {
      const limits = options.connectionLimits ?? connectionLimits;
      const server = createHttpServer({ ...httpOptions, ...timeoutOptions(limits) }, (request, response) => {
        options.watch?.(request);
        const refusal = refusalOfForm(request);
        if (refusal) refuseRequest(request, response, refusal, aside);
        else fastPath(request, response, framework);
      });
      // All of them are there to be counted.
      server.maxHeadersCount = 0;
      server.on('checkExpectation', (request, response) =>
        refuseRequest(request, response, unmetExpectation(), aside),
      );
      server.on('connect', (_request, socket) => rawAnswers.answer(unknownMethod(), socket as Socket));
      boundConnections(server, limits, options.mayHaveAnyNumberOfConnections, (fields) =>
        options.log.warn(fields, 'connections were refused'),
      );
      return server;
    },
    clientErrorHandler: rawAnswers.answer,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // Addresses that cannot be read reach no hook, so their answers get their headers here.
    frameworkErrors: (error, request, reply) => {
      reply.headers(headers).header('x-request-id', request.id);
      answerProblem(error, request, reply);
    },
  });
  app.decorateRequest('caller', undefined);
  app.decorateRequest('knownCaller', undefined);
  app.decorateRequest('refusedWith', undefined);
  app.decorateRequest('facts', undefined);
  app.decorateRequest('startedAt', 0);
  readJson = jsonReader();
  useJsonBodies(app, readJson);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    compileValidator(schema, (httpPart ?? 'body') as HttpPart),
  );
  app.setSerializerCompiler(({ schema }) => compileSerializer(schema as object));
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => answerProblem(unknownRoute(), request, reply));
  const otherMethods = refuseOtherMethods(app);
  app.addHook('onRequest', (request, reply, done) => {
    request.startedAt = monotonicMs();
    // The framework's own hook is silent about answers that nobody waited for.
    reply.raw.once('close', () => {
      if (!rawAnswers.hasAnswered(request.raw.socket)) tellAnswered(about(request, reply));
    });
    reply.headers(headers);
    reply.header('x-request-id', request.id);
    readIds(request.params as Record<string, string>);
    done(refusalOf(request));
  });
  app.addHook('onSend', packAnswer);
  for (const route of options.routes) {
    if (route.rawBody) app.register(async (scope) => addRawRoute(scope, route, options));
    else addRoute(app, route, options);
  }
  for (const plugin of options.plugins ?? []) app.register(async (scope) => plugin(scope));
  otherMethods.finish();
  return app;
}

/** Ids of an address are read without regard to case, and known in one spelling to everything behind. */
function readIds(params: Record<string, string>): void {
  for (const [name, text] of Object.entries(params)) params[name] = canonicalId(text);
}

function about(request: FastifyRequest, reply: FastifyReply): Answered {
  return {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    durationMs: durationSinceMs(request.startedAt),
    clientLeft: !reply.raw.writableFinished,
    caller: request.knownCaller,
    code: request.refusedWith,
    ...(request.knownCaller?.kind === 'api-key' ? { queryNames: queryNames(request) } : {}),
  };
}

/** Names of the query that the route knows; others, and all values, are the caller's own words. */
function queryNames({ url, routeOptions }: FastifyRequest): string[] {
  const start = url.indexOf('?');
  if (start === -1) return [];
  const { properties = {} } = (routeOptions.schema?.querystring ?? {}) as { properties?: object };
  return [...new Set(new URLSearchParams(url.slice(start)).keys())].filter((name) =>
    Object.hasOwn(properties, name),
  );
}

/** What makes a request unreadable whatever its route, or nothing. */
function refusalOf({ url, headers, raw }: FastifyRequest): Problem | undefined {
  if (url.length > maximumUrlLength) return uriTooLong();
  if (headers.host === undefined && raw.httpVersion === '1.1')
    return problem('invalid_request', {
      detail: 'A request names its Host.',
      headers: { connection: 'close' },
    });
  if ((headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked')
    return problem('invalid_request', {
      detail: 'Send a body with Content-Length, or in chunks.',
      headers: { connection: 'close' },
    });
  return undefined;
}

function unmetExpectation(): Problem {
  return problem('expectation_failed', { detail: 'Leave out Expect, or expect 100-continue.' });
}

function addRoute<C>(app: FastifyInstance, route: Route<C>, options: ServerOptions<C>): void {
  const { contract } = route;
  app.route({
    method: route.method,
    url: route.path,
    schema: requestSchema(contract),
    exposeHeadRoute: route.method === 'GET' && !route.hasNoHead,
    ...(route.maximumBodyBytes ? { bodyLimit: route.maximumBodyBytes } : {}),
    ...admission(route, options),
    ...understandsSentBack(route, options),
    handler: async (request, reply) => {
      if (!contract.body && !route.rawBody) refuseUnexpectedBody(request.body);
      // Until this is answered; the next request on the connection has the usual time again.
      if (route.answerWithinMs) request.raw.socket.setTimeout(route.answerWithinMs);
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
    options.takeFromBucket?.(route.limit, {
      facts: factsOf(request, options.clientAddress),
      caller: request.caller,
      params: request.params as Record<string, string>,
    });
  };
  if (route.auth !== 'public')
    return {
      onRequest: async (request) => {
        request.caller = await authorize(route, request.headers, options.authenticate, (caller) => {
          request.knownCaller = caller;
        });
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

/** Takes out of a PATCH what it cannot change and was sent back as it was read, before the rest is judged. */
function understandsSentBack<C>(
  route: Route<C>,
  options: ServerOptions<C>,
): Pick<RouteOptions, 'preValidation'> {
  const { method, path, contract } = route;
  if (method !== 'PATCH') return {};
  const reading = options.routes.find((each) => each.method === 'GET' && each.path === path);
  return {
    preValidation: async (request) => {
      if (!namesOthers(contract, request.body)) return;
      const { context } = options;
      const asked = {
        context,
        caller: request.caller as never,
        params: request.params as never,
      };
      const now = route.shown
        ? await route.shown(asked)
        : (
            await reading?.run({
              ...asked,
              query: {} as never,
              body: undefined as never,
              facts: factsOf(request, options.clientAddress),
            })
          )?.body;
      request.body = withoutSentBack(contract, request.body, now);
    },
  };
}

/** Whoever changes something is written down with the place they did it from. */
function withOrigin(caller: Caller | undefined, facts: RequestFacts): Caller | undefined {
  return caller && { ...caller, origin: { address: facts.address, requestId: facts.requestId } };
}

/** A route in a scope of its own, where a body of any media type stays the bytes that arrived. */
function addRawRoute<C>(scope: FastifyInstance, route: Route<C>, options: ServerOptions<C>): void {
  scope.removeAllContentTypeParsers();
  scope.addHook('onRequest', (request, _reply, done) => {
    // Bytes are bytes, whatever they are called: a media type that cannot be read would be refused.
    const type = request.headers['content-type'];
    factsOf(request, options.clientAddress).rawBodyType = type;
    if (type !== undefined) request.headers['content-type'] = anyBytes;
    done();
  });
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: route.maximumBodyBytes ?? maximumBodyBytes },
    (_request, body, done) => done(null, body),
  );
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

function unknownRoute() {
  return problem('not_found', {
    detail: 'There is nothing at this address; see /docs for the addresses of the API.',
  });
}
