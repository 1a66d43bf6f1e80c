import type { Mutant } from '../mutant.ts';

const of = (file: string, tests: readonly string[], name: string, find: string, replace: string): Mutant => ({
  name,
  area: 'sessions',
  file,
  find,
  replace,
  tests,
});
const store = 'src/merchants/accounts/store.ts';

export const sessionMutants: readonly Mutant[] = [
  of(
    store,
    ['test/api/auth/sessions.test.ts'],
    'a session that was ended goes on',
    'where s.revoked_at is null and s.expires_at > c.now',
    'where s.expires_at > c.now',
  ),
  of(
    store,
    ['test/api/auth/sessions.test.ts'],
    'a session goes on after its end',
    'where s.revoked_at is null and s.expires_at > c.now',
    'where s.revoked_at is null',
  ),
  of(
    store,
    ['test/api/auth/sessions.test.ts'],
    'a session never idles out',
    "      and s.last_used_at > c.now - ${sessionIdleSeconds} * interval '1 second'`,",
    '`,',
  ),
  of(
    'src/merchants/api-keys/store.ts',
    ['test/api/api-keys'],
    'a revoked key goes on',
    "status = 'rotated' and expires_at > now()",
    "status <> 'active' and created_at < now()",
  ),
  of(
    'src/merchants/accounts/secrets.ts',
    ['test/api/auth/log-in.test.ts'],
    'any password signs in',
    'return passwordHash !== undefined && matches;',
    'return passwordHash !== undefined && (matches || password !== null);',
  ),
];
