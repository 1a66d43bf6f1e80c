import type { CheckoutKey } from '#paying/checkouts/forget-buyers.ts';
import type { Handle } from '#platform/db/database.ts';
import { blankBuyerNames } from './store.ts';

/** A step: forgets who was to send money for these checkouts. */
export async function forgetTransferBuyers(tx: Handle, keys: readonly CheckoutKey[]): Promise<void> {
  if (keys.length > 0) await blankBuyerNames(tx, keys);
}
