import type { IncomingHttpHeaders } from 'node:http';
import { problem } from '#platform/contract/errors.ts';
import { isAtLeast } from '#platform/contract/roles.ts';
import { requireFreshProof } from './fresh-proof.ts';
import type { ApiKeyCaller, Caller, Route, Scope, SessionCaller } from './route.ts';

/** Who a token or key belongs to; passed in by the composition root. */
export type Authenticate = {
  session(accessToken: string): Promise<SessionCaller | undefined>;
  apiKey(rawKey: string): Promise<ApiKeyCaller | undefined>;
};

type Credentials = { kind: 'session' | 'api-key'; secret: string };

/**
 * Resolves the caller of a route or throws 401 / 403. Only headers count, never a cookie. `onKnown` is told who it is
 * before it is asked whether they may.
 */
export async function authorize(
  route: Pick<Route, 'auth' | 'role' | 'scope' | 'proof' | 'beforeSecondFactor'>,
  headers: IncomingHttpHeaders,
  authenticate: Authenticate,
  onKnown?: (caller: Caller) => void,
): Promise<Caller> {
  const credentials = readCredentials(headers);
  if (!credentials) throw unauthenticated(route.auth);
  if (route.auth === 'session' && credentials.kind === 'api-key') {
    throw problem('dashboard_session_required', {
      detail: 'Sign in to the dashboard for this; an API key is not accepted here.',
      headers: challenge('session'),
    });
  }
  if (route.auth === 'api-key' && credentials.kind === 'session') {
    throw problem('api_key_required', {
      detail: 'Send an API key for this; a dashboard session is not accepted here.',
      headers: challenge('api-key'),
    });
  }
  const caller =
    credentials.kind === 'session'
      ? await authenticate.session(credentials.secret)
      : await authenticate.apiKey(credentials.secret);
  if (!caller) throw unauthenticated(route.auth);
  onKnown?.(caller);
  if (caller.kind === 'session') {
    if (caller.lacksSecondFactor && !route.beforeSecondFactor) throw enrolmentRequired();
    requireRole(route, caller);
    if (route.proof === 'always') requireFreshProof(caller);
  } else requireScope(route, caller);
  return caller;
}

function readCredentials(headers: IncomingHttpHeaders): Credentials | undefined {
  const authorization = headers.authorization;
  const key = headers['api-key'];
  if (authorization) {
    const match = /^(Token|Api-Key) +([\x21-\x7e]{1,300})$/i.exec(authorization);
    if (!match) return undefined;
    return { kind: match[1]?.toLowerCase() === 'token' ? 'session' : 'api-key', secret: match[2] as string };
  }
  if (typeof key === 'string' && key.length > 0 && key.length <= 300) return { kind: 'api-key', secret: key };
  return undefined;
}

function requireRole(route: Pick<Route, 'role'>, caller: SessionCaller): void {
  const needed = route.role ?? 'viewer';
  if (isAtLeast(caller.role, needed)) return;
  throw problem('insufficient_role', {
    detail: `This needs the role ${needed} or higher; yours is ${caller.role}. Ask an owner of the organization.`,
  });
}

/** `payments:write` implies refund write, and each write implies its read. */
export function scopeAllows(held: readonly Scope[], needed: Scope): boolean {
  if (held.includes(needed)) return true;
  if (needed === 'refunds:write') return held.includes('payments:write');
  if (needed === 'refunds:read') return held.includes('refunds:write') || held.includes('payments:write');
  if (needed === 'payments:read') return held.includes('payments:write');
  return false;
}

function requireScope(route: Pick<Route, 'scope'>, caller: ApiKeyCaller): void {
  if (!route.scope || scopeAllows(caller.scopes, route.scope)) return;
  throw problem('missing_scope', {
    detail: `This API key lacks the scope ${route.scope}; create a key that has it.`,
    extra: { scope: route.scope },
  });
}

function enrolmentRequired() {
  return problem('second_factor_enrolment_required', {
    detail:
      'This organization asks its members for a second factor; add an authenticator app or a passkey under Settings, Security.',
  });
}

function unauthenticated(auth: Route['auth']) {
  const way =
    auth === 'api-key'
      ? 'Send "Authorization: Api-Key <key>" with a valid key.'
      : 'Sign in and send "Authorization: Token <access_token>".';
  return problem('authentication_required', { detail: way, headers: challenge(auth) });
}

function challenge(auth: Route['auth']): Record<string, string> {
  const schemes = auth === 'api-key' ? 'Api-Key' : auth === 'session' ? 'Token' : 'Token, Api-Key';
  return { 'www-authenticate': schemes };
}
