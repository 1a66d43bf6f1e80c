import { confirmProof, type Proof } from '#merchants/accounts/prove-account.ts';
import type { FactorUsed } from '#merchants/factors/factors.ts';
import type { Context } from '#platform/context.ts';
import type { FactorGiven } from '#platform/contract/second-factor.ts';
import type { Handle } from '#platform/db/database.ts';
import type { CallOrigin } from '#platform/http/route.ts';
import { askForFactor } from './ask-for-factor.ts';
import { useFactor } from './use-factor.ts';

/**
 * Does what the right password of an account allows, in one transaction, once its second factor is shown where it has
 * one. Every way that opens a session by a password leads through here.
 *
 * @throws 401 `second_factor_required` when it has one and none was given; 400 `second_factor_invalid`
 */
export async function passFactor<T>(
  context: Context,
  proof: Proof,
  given: FactorGiven,
  origin: CallOrigin,
  work: (tx: Handle, used: FactorUsed | undefined) => Promise<T>,
): Promise<T> {
  if (given.code !== undefined || given.passkey !== undefined) {
    return useFactor(context, proof.user.id, given, origin, async (tx, used) => {
      await confirmProof(tx, proof);
      return work(tx, used);
    });
  }
  const outcome = await context.database.transaction(async (tx) => {
    await confirmProof(tx, proof);
    const waiting = { userId: proof.user.id, method: 'password', organizationId: null } as const;
    const asked = await askForFactor(tx, context, waiting);
    return asked ? { asked } : { done: await work(tx, undefined) };
  });
  // Thrown after the commit, which keeps what the sign-in waits under.
  if (outcome.asked) throw outcome.asked;
  return outcome.done;
}
