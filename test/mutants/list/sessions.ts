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
const factor = 'src/merchants/accounts/second-factor';
const factorTests = ['test/api/auth/second-factor.test.ts'];

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
    "      and s.last_used_at > c.now - ${sessionIdleSeconds} * interval '1 second' and not (${isLeftBehind})`,",
    '      and not (${isLeftBehind})`,',
  ),
  of(
    store,
    ['test/api/auth/switch.test.ts'],
    'a switched session outlives the one it came from',
    "interval '1 second' and not (${isLeftBehind})`,",
    "interval '1 second'`,",
  ),
  of(
    store,
    ['test/api/auth/switch.test.ts'],
    'use of a switched session does not count for the one it came from',
    'where id in (select id from chain)',
    'where id = $1',
  ),
  of(
    'src/merchants/mailbox/mailbox.ts',
    ['src/merchants/mailbox/mailbox.test.ts'],
    'an invitation is shown to whoever takes its address',
    ' && mail.createdAt >= reader.createdAt',
    '',
  ),
  of(
    'src/merchants/team/invite-member.ts',
    ['test/api/team/team.test.ts'],
    'a mailbox gets invitations without end',
    'if (!hasRoom) return',
    'if (!hasRoom && !expiresAt) return',
  ),
  of(
    'src/reporting/encryption/renew-encryption.ts',
    ['test/api/encryption'],
    'what a former key encrypted stays so',
    'else if (await replaceText(handle, column, found, text)) renewed += 1;',
    'else renewed += 1;',
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
  of(
    `${factor}/ask-for-factor.ts`,
    factorTests,
    'the password alone signs in who has a second factor',
    'if (!hasSecondFactor(factors)) return undefined;',
    'if (hasSecondFactor(factors)) return undefined;',
  ),
  of(
    `${factor}/check-code.ts`,
    factorTests,
    'a code of an app is good for as long as it is shown',
    'return step !== undefined && (await useStep(tx, userId, step));',
    'return step !== undefined;',
  ),
  of(
    `${factor}/store.ts`,
    factorTests,
    'a recovery code is good again and again',
    'and code_hash = ${hash} and used_at is null',
    'and code_hash = ${hash}',
  ),
  of(
    'src/merchants/factors/find-factors.ts',
    factorTests,
    'the password proves who has an authenticator app',
    'return hasSecondFactor(await selectFactors(tx, userId));',
    'return (await selectFactors(tx, userId)).passkeyCount > 0;',
  ),
  of(
    'src/merchants/accounts/change-password.ts',
    factorTests,
    'a new password proves who has a second factor',
    'if (!(await hasFactor(tx, user.id)))',
    '',
  ),
  of(
    'src/merchants/accounts/use-one-time-sign-in.ts',
    factorTests,
    'a one-time link passes the second factor',
    'if (asked) return { asked };',
    '',
  ),
  of(
    `${factor}/assert-passkey.ts`,
    ['test/api/auth/passkeys.test.ts'],
    'a passkey need not have looked at the person',
    'requireUserVerification: true',
    'requireUserVerification: false',
  ),
  of(
    'src/platform/http/authorization.ts',
    factorTests,
    'a member without a second factor reads what the organization asks one for',
    'if (caller.lacksSecondFactor && !route.beforeSecondFactor) throw enrolmentRequired();',
    '',
  ),
];
