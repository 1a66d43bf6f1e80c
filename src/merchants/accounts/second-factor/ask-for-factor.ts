import { newToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { challengeSeconds, hasSecondFactor, methodsOf } from '#merchants/factors/factors.ts';
import { findFactors } from '#merchants/factors/find-factors.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { insertChallenge, type WaitingSignIn } from './store.ts';

/**
 * A step, after the password or link of a sign-in was right: leaves it waiting where the person has a second factor.
 *
 * @returns the 401 `second_factor_required` to throw once that is committed; undefined when nothing more is due
 */
export async function askForFactor(
  tx: Handle,
  context: Context,
  waiting: WaitingSignIn,
): Promise<Problem | undefined> {
  const factors = await findFactors(tx, waiting.userId);
  if (!hasSecondFactor(factors)) return undefined;
  const challenge = newToken();
  const expiresAt = await insertChallenge(
    tx,
    { ...waiting, tokenHash: tokenHash(challenge), lifeSeconds: challengeSeconds },
    context.clock.offsetMs,
  );
  return problem('second_factor_required', {
    detail:
      'This account has a second factor: send challenge with a code or a passkey to POST /api/auth/second-factor/.',
    headers: { 'www-authenticate': 'Token' },
    extra: { challenge, methods: methodsOf(factors), expires_at: formatInstant(expiresAt) },
  });
}
