import { mailAccountChange } from '#merchants/accounts/mail-account-change.ts';
import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import { endOtherSessions } from '#merchants/accounts/store.ts';
import { hasFactor } from '#merchants/factors/find-factors.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { lockPerson } from './store.ts';

/** What is added or taken away, as the audit log names it. */
export type FactorNamed = { readonly kind: 'authenticator' | 'passkey'; readonly name?: string };

/**
 * Adds a second factor. With the first one the person gets recovery codes, and every other session of theirs ends:
 * whoever sits in one has shown no second factor.
 *
 * @returns the recovery codes, this once; undefined when there was a second factor before
 */
export async function addFactor(
  context: Context,
  caller: SessionCaller,
  factor: FactorNamed,
  add: (tx: Handle) => Promise<void>,
): Promise<string[] | null> {
  const now = context.clock.now();
  const { userId } = caller;
  const made = await context.database.transaction(async (tx) => {
    await lockPerson(tx, userId);
    const isFirst = !(await hasFactor(tx, userId));
    await add(tx);
    const codes = isFirst ? await makeRecoveryCodes(tx, userId, now) : null;
    if (isFirst) await endOtherSessions(tx, userId, caller.sessionId, context.clock.offsetMs);
    const change = `${factor.kind}_added` as const;
    await mailAccountChange(tx, context, userId, { change, passkeyName: factor.name, origin: caller.origin });
    const entry = {
      action: 'user.second_factor_added',
      details: { ...factor },
      origin: caller.origin,
    } as const;
    await recordForPerson(tx, userId, entry, now);
    return codes;
  });
  context.wakeJobs('send-mails');
  return made;
}
