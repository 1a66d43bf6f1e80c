import type { SecretKeys } from '#platform/config/keys.ts';
import type { Handle } from '#platform/db/database.ts';
import { readDocument, redacted, writeDocument } from './receipt.ts';
import { signDocument } from './signature.ts';
import { lockReceipts, replaceReceipt } from './store.ts';

/**
 * A step: takes the buyer out of receipts and signs them anew. Number, amounts, lines and taxes stay.
 *
 * @returns how many; those that were redacted before stay as they are
 */
export async function redactReceipts(
  tx: Handle,
  signingKeys: SecretKeys,
  organizationId: string,
  checkoutIds: readonly string[],
  now: Date,
): Promise<number> {
  let count = 0;
  for (const { checkoutId, document: text } of await lockReceipts(tx, organizationId, checkoutIds)) {
    const document = readDocument(text);
    if (document.redacted_at) continue;
    const signed = await signDocument(signingKeys, writeDocument(redacted(document, now)));
    await replaceReceipt(tx, { organizationId, checkoutId }, signed);
    count += 1;
  }
  return count;
}
