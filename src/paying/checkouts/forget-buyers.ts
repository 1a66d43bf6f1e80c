import type { Handle } from '#platform/db/database.ts';
import { blankBuyers, blankCards, type CheckoutKey, lockUnpaid, type UnpaidCheckout } from './store.ts';

export type { CheckoutKey, UnpaidCheckout } from './store.ts';

/** A step: checkouts that closed unpaid so long ago that their buyers are to be forgotten, locked. */
export async function holdUnpaid(
  tx: Handle,
  days: number,
  limit: number,
  offsetMs: number,
): Promise<UnpaidCheckout[]> {
  return lockUnpaid(tx, days, limit, offsetMs);
}

/** A step: forgets who the buyers of these checkouts are, and their cards. The checkouts are locked. */
export async function forgetBuyersOf(
  tx: Handle,
  keys: readonly CheckoutKey[],
  options: { readonly keepsCountry: boolean },
): Promise<void> {
  if (keys.length === 0) return;
  await blankBuyers(tx, keys, options);
  await blankCards(tx, keys);
}
