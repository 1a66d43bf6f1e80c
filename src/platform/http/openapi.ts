import { problemSchema, type SchemaNotes } from '#platform/contract/common.ts';
import { type ErrorCode, errorCodes } from '#platform/contract/errors.ts';
import type { Auth, Contract, Route } from './route.ts';

type Json = Record<string, unknown>;

/** The published contract: an OpenAPI 3.1 document made from the table of routes. */
export function openApiDocument<C>(
  routes: readonly Route<C>[],
  info: { title: string; version: string; serverUrl: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (route.unpublished) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: info.title, version: info.version },
    servers: [{ url: info.serverUrl }],
    paths,
    components: {
      schemas: { Problem: clean(problemSchema) },
      securitySchemes: {
        session: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Token <access_token>' },
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'Api-Key <key>; or the key alone in the header Api-Key',
        },
      },
    },
  };
}

function operation<C>(route: Route<C>): Json {
  const { contract } = route;
  return {
    operationId: operationId(route),
    tags: [contract.tag],
    summary: contract.summary,
    ...(contract.description ? { description: contract.description } : {}),
    ...(route.auth === 'public' ? { security: [] } : { security: security(route.auth) }),
    ...(route.role ? { 'x-role': route.role } : {}),
    ...(route.scope ? { 'x-scope': route.scope } : {}),
    ...(route.proof ? { 'x-proof': route.proof } : {}),
    parameters: [
      ...parameters(contract.params, 'path'),
      ...parameters(contract.query, 'query'),
      ...idempotencyParameter(route.idempotent),
    ],
    ...(contract.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: clean(contract.body) } } } }
      : {}),
    ...(route.rawBody
      ? { requestBody: { required: true, content: { '*/*': { schema: { type: 'string' } } } } }
      : {}),
    responses: { ...successes(route), ...failures(route) },
  };
}

function operationId<C>(route: Route<C>): string {
  const words = route.path
    .split('/')
    .filter(Boolean)
    .map((part) => part.replace(/^:/, 'by-').replace(/[\W_]+/g, '-'));
  return [route.method.toLowerCase(), ...words].join('-');
}

function security(auth: Auth): Json[] {
  if (auth === 'session') return [{ session: [] }];
  if (auth === 'api-key') return [{ apiKey: [] }];
  return [{ session: [] }, { apiKey: [] }];
}

function parameters(schema: unknown, place: 'path' | 'query'): Json[] {
  const object = schema as { properties?: Record<string, Json>; required?: string[] } | undefined;
  return Object.entries(object?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (object?.required ?? []).includes(name),
    schema: clean(property),
  }));
}

function idempotencyParameter(isIdempotent: boolean): Json[] {
  if (!isIdempotent) return [];
  const description = 'The same key with the same body gives the first answer again, for 24 hours';
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description,
      schema: { type: 'string', maxLength: 255 },
    },
  ];
}

function successes<C>(route: Route<C>): Json {
  return Object.fromEntries(
    Object.entries(route.contract.responses).map(([status, schema]) => {
      const content = {
        ...(schema ? { 'application/json': { schema: clean(schema) } } : {}),
        ...(status === '200' ? otherContent(route.contract.mediaTypes) : {}),
      };
      return [
        status,
        {
          description: status === '204' ? 'Done' : 'Answer',
          ...(Object.keys(content).length > 0 ? { content } : {}),
        },
      ];
    }),
  );
}

function otherContent(mediaTypes: readonly string[] = []): Json {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: { type: 'string' } }]));
}

/** The codes that a route may answer: its own, and those that its authentication and shape bring. */
export function errorCodesOf<C>(route: Route<C>): ErrorCode[] {
  const codes: ErrorCode[] = ['internal_error', 'unavailable'];
  if (route.method !== 'GET') codes.push('outcome_unknown');
  if (route.auth !== 'public') codes.push('authentication_required');
  if (route.auth === 'session') codes.push('dashboard_session_required');
  if (route.auth === 'api-key') codes.push('api_key_required');
  if (route.role && route.role !== 'viewer') codes.push('insufficient_role');
  if (isForMembers(route)) codes.push('second_factor_enrolment_required');
  if (route.proof) codes.push('fresh_proof_required');
  if (route.scope) codes.push('missing_scope');
  if (route.contract.params) codes.push('not_found');
  if (route.method !== 'GET' || route.contract.query) codes.push('invalid_request', 'unknown_field');
  codes.push(...codesOfShape(route.contract));
  if (route.rawBody) codes.push('payload_too_large');
  else if (route.method !== 'GET') codes.push('payload_too_large', 'unsupported_media_type', 'invalid_json');
  if (route.idempotent)
    codes.push('idempotency_key_reuse', 'idempotency_in_progress', 'invalid_idempotency_key');
  // Whoever is signed in is counted wherever they go.
  if (route.limit || route.auth.startsWith('session')) codes.push('rate_limited');
  return [...new Set([...codes, ...(route.contract.errors ?? [])])];
}

/** Whether a member of an organization that asks for a second factor needs one here. */
function isForMembers<C>({ auth, beforeSecondFactor }: Route<C>): boolean {
  return (auth === 'session' || auth === 'session-or-api-key') && !beforeSecondFactor;
}

/** What the validator tells about a body or a query of this shape, the notes of its schemas included. */
function codesOfShape({ body, query }: Contract): ErrorCode[] {
  if (!body && !query) return [];
  return ['required', 'invalid_type', 'invalid_value', ...notedCodes(body), ...notedCodes(query)];
}

function notedCodes(schema: unknown): ErrorCode[] {
  if (schema === null || typeof schema !== 'object') return [];
  const { errorCode, unknownFieldCode, readOnlyFields } = schema as SchemaNotes;
  return [
    ...(errorCode ? [errorCode] : []),
    ...(unknownFieldCode ? [unknownFieldCode] : []),
    ...(readOnlyFields ? (['read_only_field'] as const) : []),
    ...Object.values(schema).flatMap(notedCodes),
  ];
}

function failures<C>(route: Route<C>): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodesOf(route)) {
    const status = route.contract.statuses?.[code] ?? errorCodes[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: `Problem: ${codes.join(', ')}`,
        content: {
          'application/problem+json': { schema: problemWith(codes, route.contract.problemMembers?.[status]) },
        },
      },
    ]),
  );
}

function problemWith(codes: readonly ErrorCode[], members: Json = {}): Json {
  return {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      { type: 'object', properties: { code: { type: 'string', enum: codes }, ...(clean(members) as Json) } },
    ],
  };
}

const notes = new Set(['errorCode', 'unknownFieldCode', 'readOnlyFields']);

/** A schema without the notes that only our validator reads. */
function clean(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(clean);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !notes.has(key))
      .map(([key, value]) => [key, key === 'properties' ? cleanEach(value) : clean(value)]),
  );
}

/** A field may bear the name of a note. */
function cleanEach(properties: object): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, clean(schema)]));
}
