import { mailAccountChange } from '#merchants/accounts/mail-account-change.ts';
import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import { missingSecondFactor } from '#merchants/factors/factors.ts';
import { hasFactor } from '#merchants/factors/find-factors.ts';
import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { lockPerson } from './store.ts';

/**
 * Gives ten fresh recovery codes in place of those before.
 *
 * @throws 409 `second_factor_missing`
 */
export async function renewRecoveryCodes(context: Context, caller: SessionCaller): Promise<string[]> {
  const now = context.clock.now();
  const { userId, origin } = caller;
  const made = await context.database.transaction(async (tx) => {
    await lockPerson(tx, userId);
    if (!(await hasFactor(tx, userId))) throw missingSecondFactor();
    const codes = await makeRecoveryCodes(tx, userId, now);
    await mailAccountChange(tx, context, userId, { change: 'recovery_codes_made', origin });
    const entry = { action: 'user.recovery_codes_made', ...(origin ? { origin } : {}) } as const;
    await recordForPerson(tx, userId, entry, now);
    return codes;
  });
  context.wakeJobs('send-mails');
  return made;
}
