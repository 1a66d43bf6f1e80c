import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { Handle } from '#platform/db/database.ts';
import { isLimited } from './store.ts';

/** `none` where others may take what is left of a limited offer meanwhile; `unlimited` where there is no need of one. */
export type KeptPlace = 'kept' | 'none' | 'unlimited';

/** What becomes of the place of a buyer while their transfer is on its way. */
export async function findKeptPlace(
  handle: Handle,
  {
    organizationId,
    paymentLinkId,
    hasPlace,
  }: Pick<CheckoutRow, 'organizationId' | 'paymentLinkId' | 'hasPlace'>,
): Promise<KeptPlace> {
  if (hasPlace) return 'kept';
  if (paymentLinkId === null) return 'unlimited';
  return (await isLimited(handle, organizationId, paymentLinkId)) ? 'none' : 'unlimited';
}
