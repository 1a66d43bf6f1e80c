import { PasskeyRefused } from '../lib/passkey.ts';
import { askForProof } from './proof.ts';
import { readToken, tellSessionEnd } from './session.ts';
import { holdSession } from './session-guard.ts';
import type { Account } from './types.ts';

export type FieldProblem = { readonly field: string; readonly code: string; readonly message: string };

type ProblemBody = {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly request_id?: string;
};

/** What the API answered instead of what was asked for; `status` 0 means that no answer came. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly requestId: string | undefined;
  /** The whole answer, for members that few problems have. */
  readonly further: object;

  constructor(status: number, body: ProblemBody) {
    super(body.detail);
    this.status = status;
    this.code = body.code;
    this.fields = body.errors;
    this.requestId = body.request_id;
    this.further = body;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

type RequestOptions = {
  readonly idempotencyKey?: string;
  readonly query?: Query;
  /** Sent as JSON, unless it is a file or a form with files. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Asks whether there is a session, and takes no for an answer. */
  readonly isProbe?: boolean;
};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks the API; throws `ApiProblem` for every answer that is no success, and when none comes. */
export async function request<Answer>(
  method: Method,
  path: string,
  options?: RequestOptions,
): Promise<Answer> {
  const response = await ask(method, path, 'application/json', options);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** Asks the API for something that is no JSON, such as a table or a picture. */
export function requestFile(path: string, mediaType: string, options?: RequestOptions): Promise<Response> {
  return ask('GET', path, mediaType, options);
}

/** The same for what has to be said in a body. */
export function sendForFile(path: string, mediaType: string, options: RequestOptions): Promise<Response> {
  return ask('POST', path, mediaType, options);
}

/** What begins a session, or needs none. */
const opening = /^\/api\/auth\/(?:signup|login|one-time|password\/(?:forgot|reset)|invitations)\//;

/** Whose session a token is; `undefined` when it is none any more. */
export async function whoIs(token: string): Promise<Account | undefined> {
  const headers = { accept: 'application/json', authorization: `Token ${token}` };
  const response = await send('/api/auth/me/', { headers, credentials: 'omit' });
  return response.ok ? ((await response.json()) as Account) : undefined;
}

async function ask(
  method: Method,
  path: string,
  accept: string,
  options?: RequestOptions,
): Promise<Response> {
  if (!opening.test(path) && !options?.isProbe && !(await holdSession(whoIs))) {
    throw new ApiProblem(0, {
      code: 'other_session',
      detail: 'This browser is signed in differently by now, so nothing was changed. Reload the page.',
      errors: [],
    });
  }
  try {
    return await askOnce(method, path, accept, options);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'fresh_proof_required') throw error;
    if (await askForProof()) return askOnce(method, path, accept, options);
    throw new ApiProblem(error.status, {
      code: error.code,
      detail: 'Nothing was changed, because it was not confirmed who is there.',
      errors: [],
    });
  }
}

async function askOnce(
  method: Method,
  path: string,
  accept: string,
  { query, body, signal, idempotencyKey, isProbe }: RequestOptions = {},
): Promise<Response> {
  const token = readToken();
  const headers = new Headers({ accept });
  if (token) headers.set('authorization', `Token ${token}`);
  const isForm = body instanceof FormData;
  const isFile = body instanceof Blob;
  // The browser writes the type of a form itself, with the mark between its parts.
  if (isFile) headers.set('content-type', body.type || 'application/octet-stream');
  else if (body !== undefined && !isForm) headers.set('content-type', 'application/json');
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey);
  const response = await send(path + queryString(query), {
    method,
    headers,
    credentials: 'omit',
    ...(body === undefined ? {} : { body: isForm || isFile ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return response;
  const problem = new ApiProblem(response.status, await readProblem(response));
  if (problem.code === 'authentication_required' && token && !isProbe) tellSessionEnd();
  throw problem;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, {
      code: 'no_answer',
      detail: 'The server does not answer. Check your connection, then try again.',
      errors: [],
    });
  }
}

async function readProblem(response: Response): Promise<ProblemBody> {
  const fallback = {
    code: 'unreadable',
    detail: `The server answered ${response.status} without a reason. Try again in a moment.`,
    errors: [],
  };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  return { ...fallback, ...((await response.json()) as Partial<ProblemBody>) };
}

function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return parameters.size > 0 ? `?${parameters}` : '';
}

/** The cursor in the address of a neighbouring page. */
export function cursorOf(address: string | null): string | undefined {
  if (!address) return undefined;
  return new URL(address, location.origin).searchParams.get('cursor') ?? undefined;
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem || error instanceof PasskeyRefused) return error.message;
  return 'Something went wrong on this page. Reload it, then try again.';
}
