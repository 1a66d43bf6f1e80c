import { describe, expect, it } from 'vitest';
import type { Role } from '#platform/contract/roles.ts';
import { Problem } from '#platform/kit/problem.ts';
import { authorize } from './authorization.ts';
import type { Auth, Scope } from './route.ts';

const organizationId = '01963b9e-7f6c-7b6e-8000-000000000001';

/** What somebody with this role or these scopes is told at a route; `welcome` when they are let in. */
async function told(
  route: { auth: Auth; role?: Role; scope?: Scope; proof?: 'always' },
  who: { role?: Role; isProven?: boolean; scopes?: readonly Scope[] },
  headers: Record<string, string>,
): Promise<string> {
  const authenticate = {
    session: async () =>
      who.role &&
      ({
        kind: 'session',
        organizationId,
        userId: 'u',
        sessionId: 's',
        isProven: who.isProven ?? true,
        lacksSecondFactor: false,
        defaultMode: 'sandbox',
        role: who.role,
      } as const),
    apiKey: async () =>
      who.scopes &&
      ({ kind: 'api-key', organizationId, apiKeyId: 'k', mode: 'sandbox', scopes: who.scopes } as const),
  };
  try {
    await authorize(route, headers, authenticate);
    return 'welcome';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

const token = { authorization: 'Token abc' };
const key = { authorization: 'Api-Key abc' };

describe('authorize', () => {
  it.each([
    ['viewer', ['welcome', 'insufficient_role', 'insufficient_role', 'insufficient_role']],
    ['staff', ['welcome', 'welcome', 'insufficient_role', 'insufficient_role']],
    ['admin', ['welcome', 'welcome', 'welcome', 'insufficient_role']],
    ['owner', ['welcome', 'welcome', 'welcome', 'welcome']],
  ] as const)('lets a member with the role %s in where that is enough', async (role, answers) => {
    const needed = ['viewer', 'staff', 'admin', 'owner'] as const;
    const given = await Promise.all(
      needed.map((need) => told({ auth: 'session', role: need }, { role }, token)),
    );
    expect(given).toEqual(answers);
    expect(await told({ auth: 'session' }, { role }, token)).toBe('welcome');
  });

  it.each([
    ['checkout:create', ['checkout:create']],
    ['payments:read', ['payments:read']],
    ['payments:write', ['payments:read', 'payments:write', 'refunds:read', 'refunds:write']],
    ['refunds:read', ['refunds:read']],
    ['refunds:write', ['refunds:read', 'refunds:write']],
  ] as const)('%s opens %j and nothing else', async (held, opened) => {
    const all = [
      'checkout:create',
      'payments:read',
      'payments:write',
      'refunds:read',
      'refunds:write',
    ] as const;
    const answers = await Promise.all(
      all.map((scope) => told({ auth: 'api-key', scope }, { scopes: [held] }, key)),
    );
    expect(all.filter((_, at) => answers[at] === 'welcome')).toEqual(opened);
    expect(new Set(answers)).toEqual(new Set(['welcome', 'missing_scope']));
  });

  it('never mixes the two styles', async () => {
    const who = { role: 'owner', scopes: ['payments:read'] } as const;
    expect(await told({ auth: 'session' }, who, key)).toBe('dashboard_session_required');
    expect(await told({ auth: 'session' }, who, { 'api-key': 'abc' })).toBe('dashboard_session_required');
    expect(await told({ auth: 'api-key', scope: 'payments:read' }, who, token)).toBe('api_key_required');
    expect(await told({ auth: 'session-or-api-key', scope: 'payments:read' }, who, token)).toBe('welcome');
    expect(await told({ auth: 'session-or-api-key', scope: 'payments:read' }, who, key)).toBe('welcome');
  });

  it.each([
    ['nothing', {}],
    ['Bearer', { authorization: 'Bearer abc' }],
    ['Basic', { authorization: 'Basic abc' }],
    ['a scheme alone', { authorization: 'Token' }],
    ['a cookie', { cookie: 'access_token=abc' }],
  ])('takes %s for nobody', async (_, headers) => {
    expect(await told({ auth: 'session' }, { role: 'owner' }, headers as Record<string, string>)).toBe(
      'authentication_required',
    );
  });

  it('asks a session for a fresh proof where the route does, and a key for none', async () => {
    const route = {
      auth: 'session-or-api-key',
      role: 'admin',
      scope: 'refunds:write',
      proof: 'always',
    } as const;
    expect(await told(route, { role: 'admin', isProven: false }, token)).toBe('fresh_proof_required');
    expect(await told(route, { role: 'viewer', isProven: true }, token)).toBe('insufficient_role');
    expect(await told(route, { role: 'admin', isProven: true }, token)).toBe('welcome');
    expect(await told(route, { scopes: ['refunds:write'] }, key)).toBe('welcome');
  });

  it('takes a token or key that nobody has for nobody', async () => {
    expect(await told({ auth: 'session' }, {}, token)).toBe('authentication_required');
    expect(await told({ auth: 'api-key' }, {}, key)).toBe('authentication_required');
  });
});
