import { findOffered } from '#paying/connections/find-offered.ts';
import { waysOf } from '#paying/connections/way.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Context } from '#platform/context.ts';
import type { CheckoutStateAnswer } from '#platform/contract/checkouts.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { CheckoutRow } from './hot/checkout-columns.ts';
import { goesToOthers, renewableFrom, renewedExpiry } from './renew-checkout.ts';
import { requireClaims } from './require-claims.ts';
import { type BuyersCheckout, showCheckout } from './show-checkout.ts';
import { type CheckoutKey, findCheckoutRow, findCheckoutRows } from './store.ts';

/** The checkout that a token opens, with seller, lines and attempts; 404 when the token is none. */
export async function findCheckoutByToken(context: PayingContext, token: string): Promise<BuyersCheckout> {
  const claims = requireClaims(context, token);
  const { handle } = context.database;
  const [row, offered] = await Promise.all([
    findCheckoutRow(handle, claims.organizationId, claims.checkoutId, context.clock.offsetMs),
    findOffered(handle, claims.organizationId, claims.mode),
  ]);
  if (!row) throw notFound('checkout');
  const mayHaveTime = renewedExpiry(row, row.now, context.config.checkoutTtlSeconds) !== undefined;
  const isRenewable = mayHaveTime && !(row.hasPlace && (await goesToOthers(context, row)));
  return {
    ...row,
    isRenewable,
    renewableFrom: renewableFrom(row, context.config.checkoutTtlSeconds),
    ways: waysOf(context.providers, offered, row),
  };
}

export async function getCheckout(context: PayingContext, token: string): Promise<CheckoutStateAnswer> {
  const row = await findCheckoutByToken(context, token);
  return showCheckout(row, token, {
    encryptionKeys: context.config.encryptionKeys,
    publicUrl: context.config.publicUrl,
  });
}

/** Several by their ids, in no order, for work that has no token. */
export async function findCheckouts(context: Context, keys: readonly CheckoutKey[]): Promise<CheckoutRow[]> {
  return findCheckoutRows(context.database.handle, keys, context.clock.offsetMs);
}
