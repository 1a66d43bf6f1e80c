import { mailAccountChange } from '#merchants/accounts/mail-account-change.ts';
import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import { hasFactor } from '#merchants/factors/find-factors.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import type { FactorNamed } from './add-factor.ts';
import { deleteAuthenticator, deleteCodes, deletePasskey, lockPerson } from './store.ts';

/** Takes the authenticator app away; one that was being set up goes without a word. */
export async function removeAuthenticator(context: Context, caller: SessionCaller): Promise<void> {
  await removeFactor(context, caller, async (tx) =>
    (await deleteAuthenticator(tx, caller.userId)) ? { kind: 'authenticator' } : undefined,
  );
}

/** @throws 404 */
export async function removePasskey(
  context: Context,
  caller: SessionCaller,
  publicId: string,
): Promise<void> {
  const id = parseId('pk', publicId);
  if (id === undefined) throw notFound('passkey');
  await removeFactor(context, caller, async (tx) => {
    const name = await deletePasskey(tx, caller.userId, id);
    if (name === undefined) throw notFound('passkey');
    return { kind: 'passkey', name };
  });
}

/** With the last one the recovery codes go, which stand for it. */
async function removeFactor(
  context: Context,
  caller: SessionCaller,
  remove: (tx: Handle) => Promise<FactorNamed | undefined>,
): Promise<void> {
  await context.database.transaction(async (tx) => {
    await lockPerson(tx, caller.userId);
    const factor = await remove(tx);
    if (!factor) return;
    if (!(await hasFactor(tx, caller.userId))) await deleteCodes(tx, caller.userId);
    const told = {
      change: `${factor.kind}_removed`,
      passkeyName: factor.name,
      origin: caller.origin,
    } as const;
    await mailAccountChange(tx, context, caller.userId, told);
    const entry = {
      action: 'user.second_factor_removed',
      details: { ...factor },
      origin: caller.origin,
    } as const;
    await recordForPerson(tx, caller.userId, entry, context.clock.now());
  });
  context.wakeJobs('send-mails');
}
