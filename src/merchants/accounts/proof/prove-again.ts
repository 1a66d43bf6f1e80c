import { useFactor } from '#merchants/accounts/second-factor/use-factor.ts';
import { verifyPassword } from '#merchants/accounts/secrets.ts';
import { holdUser, noteProof, selectFirstSession, selectUser } from '#merchants/accounts/store.ts';
import { hasFactor } from '#merchants/factors/find-factors.ts';
import { countCheck, forgiveTry } from '#merchants/throttling/count-try.ts';
import type { Context } from '#platform/context.ts';
import type { ProofBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';

/**
 * Lets whoever is signed in show once more that it is them, for what asks for a fresh proof: by the password, or, once
 * they have one, by the second factor, which the password does not replace.
 *
 * @returns until when it is fresh
 * @throws 400 `wrong_password`, `second_factor_invalid` or `required`, 429 `rate_limited`
 */
export async function proveAgain(context: Context, caller: SessionCaller, input: ProofBody): Promise<Date> {
  const { sessionId, userId, origin } = caller;
  const { password, ...given } = input;
  if (given.code === undefined && given.passkey === undefined) {
    const needsFactor = await context.database.transaction((tx) => hasFactor(tx, userId));
    if (needsFactor) throw factorRequired();
    if (password === undefined) throw nothingGiven();
    return proveByPassword(context, caller, password);
  }
  return useFactor(context, userId, given, origin, (tx) => noteProof(tx, sessionId, context.clock.offsetMs));
}

async function proveByPassword(
  context: Context,
  { sessionId, userId }: SessionCaller,
  password: string,
): Promise<Date> {
  const [user, firstSessionId] = await context.database.transaction(async (tx) => [
    await selectUser(tx, userId),
    await selectFirstSession(tx, sessionId),
  ]);
  assert(user, `There is no user ${userId}.`);
  const counted = await countCheck(context, firstSessionId);
  if (!(await verifyPassword(password, user.passwordHash))) throw wrongPassword();
  return context.database.transaction(async (tx) => {
    await holdUser(tx, userId);
    // Added while the password was looked at.
    if (await hasFactor(tx, userId)) throw factorRequired();
    await forgiveTry(tx, counted);
    return noteProof(tx, sessionId, context.clock.offsetMs);
  });
}

function wrongPassword() {
  return problem('wrong_password', {
    detail: 'The password is wrong; check it, or sign out and reset it.',
    field: 'password',
  });
}

function nothingGiven() {
  return problem('required', {
    detail: 'Give your password.',
    field: 'password',
  });
}

function factorRequired() {
  return problem('required', {
    detail: 'You have a second factor: give a code of your app, a recovery code, or a passkey.',
    field: 'code',
  });
}
