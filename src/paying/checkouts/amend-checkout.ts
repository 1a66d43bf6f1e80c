import type { PayingContext } from '#paying/context.ts';
import { amendOpenCheckout } from './hot/amend-checkout.ts';
import { prepareStart, type StartInput } from './start-checkout.ts';

import type { TokenClaims } from './token.ts';

/**
 * Writes corrected billing details into the open checkout that its buyer holds already, so that a second place is never taken
 * for them. Its price stays as it is; in another currency it is the price of this moment, while no payment was tried.
 *
 * @returns false when it cannot be changed (any more), so that a new one may be started
 */
export async function amendCheckout(
  context: PayingContext,
  input: Pick<StartInput, 'linkId' | 'body' | 'address' | 'locale'>,
  held: TokenClaims,
): Promise<boolean> {
  const { link, row } = await prepareStart(context, { ...input, idempotencyKey: undefined });
  if (link.organizationId !== held.organizationId || link.mode !== held.mode) return false;
  return context.database.transaction((tx) =>
    amendOpenCheckout(tx, { ...row, checkoutId: held.checkoutId }, context.clock.offsetMs),
  );
}
