import type { PayingContext } from '#paying/context.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { deleteKeyConfirmation, saveKeyConfirmation, selectKeyConfirmation } from './store.ts';

/** Keeps that somebody says copies of the keys lie in another place. A new encryption key has to be confirmed anew. */
export async function confirmKeys(
  context: PayingContext,
  caller: SessionCaller,
  isDone: boolean,
): Promise<void> {
  const { organizationId, userId } = caller;
  const [key] = context.config.encryptionKeys;
  assert(key, 'A server has an encryption key.');
  await context.database.transaction(async (tx) => {
    const before = await selectKeyConfirmation(tx, organizationId);
    const wasDone = before?.encryptionKeyId === key.id;
    if (wasDone === isDone) return;
    const now = context.clock.now();
    const confirmation = { encryptionKeyId: key.id, confirmedBy: userId, confirmedAt: now };
    if (isDone) await saveKeyConfirmation(tx, organizationId, confirmation);
    else await deleteKeyConfirmation(tx, organizationId);
    const details = { done: isDone, encryption_key: key.id };
    const entry = { ...actedBy(caller), action: 'organization.keys_backed_up', details } as const;
    await recordAudit(tx, entry, now);
  });
}
