import type { Mutant } from '../mutant.ts';

const table = ['test/matrix/permissions.test.ts'];
const guards = ['src/platform/http/authorization.test.ts'];
const guard = 'src/platform/http/authorization.ts';

const of = (
  file: string,
  tests: readonly string[],
  name: string,
  find: string,
  replace: string,
  only?: string,
): Mutant => ({
  name,
  area: 'roles',
  file,
  find,
  replace,
  tests,
  ...(only ? { only } : {}),
});

export const roleMutants: readonly Mutant[] = [
  of(
    guard,
    guards,
    'a stolen session leads money elsewhere without a password',
    "if (route.proof === 'always') requireFreshProof(caller);",
    '',
  ),
  of(
    'src/paying/refunds/routes.ts',
    table,
    'a viewer refunds',
    "auth: 'session-or-api-key',\n    role: 'admin',",
    "auth: 'session-or-api-key',\n    role: 'viewer',",
    'refund',
  ),
  of(
    'src/paying/refunds/routes.ts',
    table,
    'a key with payments:read refunds',
    "scope: 'refunds:write',",
    "scope: 'payments:read',",
    'refund',
  ),
  of(
    'src/merchants/organizations/routes.ts',
    table,
    'a viewer changes settings',
    "role: 'admin',",
    "role: 'viewer',",
    'PATCH /api/organization/',
  ),
  of(
    'src/merchants/mailbox/routes.ts',
    table,
    'a viewer reads mails that were not sent',
    "errors: ['not_found', 'invalid_cursor', 'invalid_limit'],\n    },\n    auth: 'session',\n    role: 'admin',",
    "errors: ['not_found', 'invalid_cursor', 'invalid_limit'],\n    },\n    auth: 'session',\n    role: 'viewer',",
    'mailbox',
  ),
  of(
    guard,
    guards,
    'every member is let in',
    'if (isAtLeast(caller.role, needed)) return;',
    "if (isAtLeast(caller.role, 'viewer')) return;",
  ),
  of(
    guard,
    guards,
    'every key is let in',
    'if (!route.scope || scopeAllows(caller.scopes, route.scope)) return;',
    'if (route.scope) return;',
  ),
  of(
    guard,
    guards,
    'refunds:read opens refunding',
    "if (needed === 'refunds:write') return held.includes('payments:write');",
    "if (needed === 'refunds:write') return held.includes('refunds:read');",
  ),
  of(
    guard,
    guards,
    'a key opens what only a session may',
    "if (route.auth === 'session' && credentials.kind === 'api-key') {",
    "if (route.auth === 'public' && credentials.kind === 'api-key') {",
  ),
  of(
    guard,
    guards,
    'a session creates checkouts by API',
    "if (route.auth === 'api-key' && credentials.kind === 'session') {",
    "if (route.auth === 'public' && credentials.kind === 'session') {",
  ),
  of(guard, guards, 'Bearer is accepted', '/^(Token|Api-Key) +', '/^(Token|Api-Key|Bearer) +'),
  of(
    'src/platform/contract/roles.ts',
    ['src/merchants/team'],
    'an admin makes owners',
    "role === 'owner' || (role === 'admin' && !isAtLeast(concerned, 'admin'))",
    "role === 'owner' || role === 'admin'",
  ),
  of(
    'src/merchants/team/team.ts',
    ['src/merchants/team'],
    'somebody raises their own role',
    'if (isOwn && isAbove(role, member.role)) {',
    'if (isOwn && isAbove(member.role, member.role)) {',
  ),
  of(
    'src/merchants/team/team.ts',
    ['src/merchants/team'],
    'the last owner leaves',
    "if (leaving.role !== 'owner') return undefined;",
    'return undefined;',
  ),
];
