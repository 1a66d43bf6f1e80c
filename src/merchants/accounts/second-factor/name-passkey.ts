import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { PasskeyAnswer } from '#platform/contract/second-factor.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { showPasskey } from './passkey.ts';
import { renamePasskey, selectPasskeys } from './store.ts';

/** Names a passkey anew; throws 404. */
export async function namePasskey(
  context: Context,
  caller: SessionCaller,
  publicId: string,
  name: string,
): Promise<PasskeyAnswer> {
  const id = parseId('pk', publicId);
  const { userId, origin } = caller;
  return context.database.transaction(async (tx) => {
    const passkey = (await selectPasskeys(tx, userId)).find((each) => each.id === id);
    if (!passkey || !(await renamePasskey(tx, userId, passkey.id, name.trim()))) throw notFound('passkey');
    const details = { from: passkey.name, to: name.trim() };
    const entry = { action: 'user.passkey_renamed', details, ...(origin ? { origin } : {}) } as const;
    await recordForPerson(tx, userId, entry, context.clock.now());
    return showPasskey({ ...passkey, name: name.trim() });
  });
}
