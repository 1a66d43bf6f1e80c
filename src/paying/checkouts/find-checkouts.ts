import { readInstant, readLinkFilter } from '#paying/filters.ts';
import type { Context } from '#platform/context.ts';
import type { CheckoutAnswer, CheckoutListQuery } from '#platform/contract/checkouts.ts';
import { notFound } from '#platform/contract/errors.ts';
import { listAnswer, readPageRequest, toPage } from '#platform/db/page.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import type { Caller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { searchedAddress } from '#platform/text/mail-address.ts';
import { showLine } from '#selling/payment-links/show-payment-link.ts';
import { showBilling } from './billing.ts';
import { shownStatus } from './checkout.ts';
import { showAttempts } from './checkout-event.ts';
import type { CheckoutRow } from './hot/checkout-columns.ts';
import { offerOf, showConversion, toAttempts } from './show-checkout.ts';
import { findCheckoutRow, listCheckoutRows } from './store.ts';

/** The organization's checkouts, newest first. */
export async function findCheckouts(
  context: Context,
  caller: Caller,
  query: CheckoutListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const filters = {
    mode: modeOf(caller, query.mode),
    status: query.status,
    currency: query.currency,
    paymentLinkId: query.link === undefined ? undefined : readLinkFilter(query.link),
    email: query.email === undefined ? undefined : searchedAddress(query.email),
    createdAfter: readInstant(query.created_after, 'created_after'),
    createdBefore: readInstant(query.created_before, 'created_before'),
  };
  const found = await listCheckoutRows(
    context.database.handle,
    caller.organizationId,
    filters,
    page,
    context.clock.offsetMs,
  );
  return listAnswer(toPage(found, page), requestUrl, context.config.publicUrl, showMerchantCheckout);
}

/** One checkout of the organization; an API key sees its own mode only. */
export async function getMerchantCheckout(
  context: Context,
  caller: Caller,
  reference: string,
): Promise<CheckoutAnswer> {
  const id = parseId('chk', reference);
  const row =
    id && (await findCheckoutRow(context.database.handle, caller.organizationId, id, context.clock.offsetMs));
  if (!row || (caller.kind === 'api-key' && row.mode !== caller.mode)) throw notFound('checkout');
  return showMerchantCheckout(row);
}

function showMerchantCheckout(row: CheckoutRow): CheckoutAnswer {
  const id = formatId('chk', row.id);
  return {
    id,
    order_id: id,
    status: shownStatus(row, row.now),
    mode: row.mode,
    payment_link_id: row.paymentLinkId,
    transaction_id: row.transactionId && formatId('TX', row.transactionId),
    currency: row.currency,
    pricing_mode: row.pricingMode,
    subtotal: formatAmount(row.subtotalMinor),
    tax: formatAmount(row.taxMinor),
    amount: formatAmount(row.totalMinor),
    products: offerOf(row).lines.map(showLine),
    billing: showBilling(row.billing, { hidesAddress: false }),
    conversion: showConversion(row),
    metadata: row.metadata,
    client_reference_id: row.clientReferenceId,
    utm: row.utm ?? {},
    depositAttempts: showAttempts(toAttempts(row.attempts)),
    expires_at: Math.floor(row.expiresAt.getTime() / 1000),
    created_at: formatInstant(row.createdAt),
    paid_at: row.paidAt && formatInstant(row.paidAt),
  };
}
