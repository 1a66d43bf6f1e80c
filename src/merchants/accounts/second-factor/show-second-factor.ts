import { findFactors } from '#merchants/factors/find-factors.ts';
import type { Context } from '#platform/context.ts';
import type { SecondFactorAnswer } from '#platform/contract/second-factor.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { showPasskey } from './passkey.ts';
import { selectAuthenticator, selectPasskeys } from './store.ts';

/** What the caller has beside the password. */
export async function showSecondFactor(context: Context, caller: SessionCaller): Promise<SecondFactorAnswer> {
  const { userId } = caller;
  return context.database.transaction(async (tx) => {
    const authenticator = await selectAuthenticator(tx, userId, context.clock.offsetMs);
    const confirmedAt = authenticator?.confirmedAt;
    const { recoveryCodesLeft } = await findFactors(tx, userId);
    return {
      authenticator: confirmedAt ? { confirmed_at: formatInstant(confirmedAt) } : null,
      passkeys: (await selectPasskeys(tx, userId)).map(showPasskey),
      recovery_codes_left: recoveryCodesLeft,
    };
  });
}
