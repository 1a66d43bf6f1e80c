import type { Readable } from 'node:stream';
import type { Static, TObject, TSchema } from 'typebox';
import type { Mode } from '#platform/contract/common.ts';
import type { ErrorCode } from '#platform/contract/errors.ts';
import type { Role } from '#platform/contract/roles.ts';

export const scopes = [
  'checkout:create',
  'payments:read',
  'payments:write',
  'refunds:read',
  'refunds:write',
  'statements:write',
] as const;
export type Scope = (typeof scopes)[number];

/** Where a request came from, for the record of who did what. */
export type CallOrigin = { readonly address: string; readonly requestId: string };

export type SessionCaller = {
  readonly kind: 'session';
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  /** Whether it was shown within the last ten minutes that the session is in the right hands. */
  readonly isProven: boolean;
  /** Whether the organization asks for a second factor and this person has none. */
  readonly lacksSecondFactor: boolean;
  /** What is meant where no mode is named: `live` once a live provider is connected. */
  readonly defaultMode: Mode;
  /** Absent when the operator acts through the command line. */
  readonly origin?: CallOrigin;
};
export type ApiKeyCaller = {
  readonly kind: 'api-key';
  readonly organizationId: string;
  readonly apiKeyId: string;
  readonly mode: Mode;
  readonly scopes: readonly Scope[];
  readonly origin?: CallOrigin;
};
export type Caller = SessionCaller | ApiKeyCaller;

/** Who may call a route. A dashboard session and an API key are never mixed (contract, section 2). */
export type Auth = 'public' | 'session' | 'api-key' | 'session-or-api-key';
export type CallerOf<A extends Auth> = A extends 'session'
  ? SessionCaller
  : A extends 'api-key'
    ? ApiKeyCaller
    : A extends 'session-or-api-key'
      ? Caller
      : undefined;

export type ProofNeed = 'always' | 'depending';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Contract = {
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** Answers by status; `null` for an answer without a body. */
  readonly responses: Readonly<Record<number, TSchema | null>>;
  /** Media types of the 200 answer beside the JSON of its schema, chosen by `Accept`; its only ones without a schema. */
  readonly mediaTypes?: readonly string[];
  /** Every code this route may answer beside those that all routes share. */
  readonly errors?: readonly ErrorCode[];
  /** Where this route tells a code under another status than the code's own. */
  readonly statuses?: Readonly<Partial<Record<ErrorCode, number>>>;
  /** What its problems of a status may say beside what all of them do, by name. */
  readonly problemMembers?: Readonly<Record<number, Readonly<Record<string, TSchema>>>>;
};

type StaticOf<T> = T extends TSchema ? Static<T> : undefined;

export type RequestFacts = {
  readonly requestId: string;
  /** Client address: the rightmost one that is not a trusted proxy. */
  readonly address: string;
  /** Made on this machine, and by no proxy for somebody else. */
  readonly isFromThisMachine: boolean;
  readonly userAgent: string;
  readonly idempotencyKey: string | undefined;
  /** Whether the caller has left, and will not hear the answer. */
  readonly isGone: () => boolean;
  readonly header: (name: string) => string | undefined;
  /** Path and query as received, for the addresses of a list's neighbours. */
  readonly url: string;
  /** The body as it came, where the route asks for it: signatures are made over bytes. Empty elsewhere. */
  readonly rawBody: Buffer;
  /** What the sender called those bytes. */
  readonly rawBodyType: string | undefined;
  /** Every header with one value each, for what reads them by rules of its own. */
  readonly headers: () => Readonly<Record<string, string>>;
};

export type RouteRequest<C, A extends Auth, P, Q, B> = {
  readonly context: C;
  readonly caller: CallerOf<A>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly facts: RequestFacts;
};

export type Answer = {
  readonly status: number;
  /** JSON value for API routes; text, bytes or a stream with a content type of its own otherwise. */
  readonly body?: unknown;
  readonly raw?: string | Buffer | Readable;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Route<C = never> = {
  readonly method: Method;
  readonly path: string;
  readonly contract: Contract;
  readonly auth: Auth;
  readonly role?: Role;
  readonly scope?: Scope;
  /** Asks for a fresh proof of who is there: always, or depending on what the request changes, as the use-case says. */
  readonly proof?: ProofNeed;
  /** Open to members who lack the second factor that their organization asks for: what they need to add one, or to leave. */
  readonly beforeSecondFactor?: boolean;
  /** Takes `Idempotency-Key`: the route creates or moves money. */
  readonly idempotent: boolean;
  /** Rate-limit bucket that a request falls into, if any. */
  readonly limit?: string;
  /** Left out of the published document (aliases of a published route). */
  readonly unpublished?: boolean;
  /** Takes any media type and reads the body as bytes, in `facts.rawBody`. */
  readonly rawBody?: boolean;
  /** The largest body, where it is not the 256 KiB of every other. */
  readonly maximumBodyBytes?: number;
  /** How long the answer may take without a byte on the connection, where that is longer than elsewhere. */
  readonly answerWithinMs?: number;
  /** Of a GET that changes something: HEAD is not answered, because nobody would see what it did. */
  readonly hasNoHead?: boolean;
  /**
   * Public, and `…/:id/` by GET or `…/:id/verb/` by POST, whose answer is JSON or bytes that are ready: goes ahead of the
   * framework where that is possible.
   */
  readonly fastPath?: boolean;
  /**
   * Of a PATCH: what reading the same thing answers, where no GET has its address. Fields that it never changes may be sent
   * back as they are there.
   */
  readonly shown?: (request: ShownRequest<C, Auth, never>) => Promise<unknown>;
  readonly run: (request: RouteRequest<C, Auth, never, never, never>) => Promise<Answer>;
};

export type ShownRequest<C, A extends Auth, P> = Pick<
  RouteRequest<C, A, P, never, never>,
  'context' | 'caller' | 'params'
>;

type RouteInput<C, K extends Contract, A extends Auth> = {
  method: Method;
  path: string;
  contract: K;
  auth: A;
  role?: Role;
  scope?: Scope;
  proof?: ProofNeed;
  beforeSecondFactor?: boolean;
  idempotent?: boolean;
  limit?: string;
  unpublished?: boolean;
  rawBody?: boolean;
  maximumBodyBytes?: number;
  answerWithinMs?: number;
  hasNoHead?: boolean;
  fastPath?: boolean;
  shown?: (request: ShownRequest<C, A, StaticOf<K['params']>>) => Promise<unknown>;
  run: (
    request: RouteRequest<C, A, StaticOf<K['params']>, StaticOf<K['query']>, StaticOf<K['body']>>,
  ) => Promise<Answer>;
};

/**
 * Makes a route value. The server, the OpenAPI document and the matrix tests all read the same table of them,
 * so what a route promises and what it does cannot drift apart.
 */
export function route<C>() {
  return <const K extends Contract, const A extends Auth>(input: RouteInput<C, K, A>): Route<C> => ({
    ...input,
    idempotent: input.idempotent ?? false,
    ...(input.shown ? { shown: input.shown as unknown as NonNullable<Route<C>['shown']> } : {}),
    run: input.run as unknown as Route<C>['run'],
  });
}

export function ok(body: unknown, headers?: Record<string, string>): Answer {
  return headers ? { status: 200, body, headers } : { status: 200, body };
}
export function created(body: unknown, headers?: Record<string, string>): Answer {
  return headers ? { status: 201, body, headers } : { status: 201, body };
}
export const noContent: Answer = { status: 204 };
