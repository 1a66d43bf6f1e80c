import { showWay, type Way } from '#paying/connections/way.ts';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { CheckoutStateAnswer, SellerAnswer } from '#platform/contract/checkouts.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { decodeLines } from '#selling/payment-links/lines-json.ts';
import { type Offer, offerIn } from '#selling/payment-links/payment-link.ts';
import { showLine } from '#selling/payment-links/show-payment-link.ts';
import type { Attempt } from './attempt.ts';
import { showBilling } from './billing.ts';
import { attemptsLeft, shownStatus } from './checkout.ts';
import { showAttempts } from './checkout-event.ts';
import type { AttemptRow, CheckoutRow } from './hot/checkout-columns.ts';
import { receiptUrl } from './pay-answer.ts';
import { openRedirect } from './redirect-address.ts';
import { type TransactionStatus, wasPaid } from './transaction.ts';

const addressLifeMs = 24 * 3_600_000;

/** The lines as they were priced when the checkout started: from the link's snapshot, or its own. */
export function offerOf(row: Pick<CheckoutRow, 'lines' | 'linkLines' | 'currency' | 'pricingMode'>): Offer {
  const offer = offerIn(
    decodeLines((row.lines ?? row.linkLines ?? []) as never),
    row.currency,
    row.pricingMode,
  );
  assert(offer, 'The lines of a checkout have a price in its currency.');
  return offer;
}

/** The organization as a buyer sees it. */
export function showSeller(organization: CheckoutRow['organization']): SellerAnswer {
  const { logo_url, accent_color, support_email, terms_url, version: _, ...seller } = organization;
  return { ...seller, branding: { logo_url, accent_color, support_email, terms_url } };
}

export function showConversion(row: Pick<CheckoutRow, 'exchangeRate'>) {
  const rate = row.exchangeRate;
  if (!rate) return null;
  const millionths = BigInt(rate.rate);
  return {
    from: rate.from,
    rate: `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`,
    source: rate.source,
    date: rate.date,
  };
}

export function toAttempts(rows: readonly AttemptRow[] | null): Attempt[] {
  // Field by field: a list of transactions spends more on spreading these rows than on anything else of its own.
  return (rows ?? []).map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    provider: row.provider,
    connectionId: row.connectionId,
    providerReference: row.providerReference,
    paymentMethod: row.paymentMethod,
    cardBrand: row.cardBrand,
    cardLast4: row.cardLast4,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    redirectUrl: row.redirectUrl,
    isExcess: row.isExcess,
    receivedMinor: row.receivedMinor === null ? null : BigInt(row.receivedMinor),
    excessMinor: 0n,
    bookVersion: null,
    attemptedAt: new Date(row.attemptedAt),
    dueAt: null,
    tries: 0,
    idempotencyScope: null,
  }));
}

/** Address and phone are hidden a day after the start, because the page's address may have been passed on. */
export function hidesAddress(row: Pick<CheckoutRow, 'createdAt' | 'now'>): boolean {
  return row.now.getTime() - row.createdAt.getTime() > addressLifeMs;
}

/** A checkout with what its buyer may do. */
export type BuyersCheckout = CheckoutRow & {
  readonly isRenewable: boolean;
  /** From when on it may be, if ever and if others do not come first. */
  readonly renewableFrom: Date | undefined;
  /** In the order of its seller. */
  readonly ways: readonly Way[];
};

/** The state of a checkout for its buyer. */
export function showCheckout(
  row: BuyersCheckout,
  token: string,
  options: { publicUrl: string; encryptionKeys: SecretKeys },
): CheckoutStateAnswer {
  const checkoutId = formatId('chk', row.id);
  const offer = offerOf(row);
  const attempts = toAttempts(row.attempts);
  const current = attempts.find((attempt) => attempt.id === row.currentAttemptId);
  const status = shownStatus(row, row.now);
  const sealed = status === 'processing' && current?.status === 'requires_action' && current.redirectUrl;
  const redirectUrl = openRedirect(options.encryptionKeys, row.id, sealed || null);
  const isPaid =
    row.transactionStatus !== null &&
    wasPaid(row.transactionStatus as TransactionStatus) &&
    row.status === 'paid';
  return {
    checkout_id: checkoutId,
    order_id: checkoutId,
    status,
    mode: row.mode,
    payment_link_id: row.paymentLinkId,
    organization: showSeller(row.organization),
    products: offer.lines.map(showLine),
    currency: row.currency,
    pricing_mode: row.pricingMode,
    subtotal: formatAmount(row.subtotalMinor),
    tax: formatAmount(row.taxMinor),
    total: formatAmount(row.totalMinor),
    amount: formatAmount(row.totalMinor),
    conversion: showConversion(row),
    billing: showBilling(row.billing, { hidesAddress: hidesAddress(row) }),
    client_reference_id: row.clientReferenceId,
    has_place: row.hasPlace,
    expires_at: Math.floor(row.expiresAt.getTime() / 1000),
    renewable: row.isRenewable,
    attempts_left: attemptsLeft(row),
    ways: row.ways.map(showWay),
    received_amount: current?.receivedMinor == null ? null : formatAmount(current.receivedMinor),
    depositAttempts: showAttempts(attempts),
    next_action: redirectUrl ? { type: 'redirect', url: redirectUrl } : null,
    transaction_id: row.transactionId && formatId('TX', row.transactionId),
    transaction_status: row.transactionStatus,
    receipt_url: isPaid ? receiptUrl(options.publicUrl, token) : null,
    created_at: formatInstant(row.createdAt),
    paid_at: row.paidAt && formatInstant(row.paidAt),
    cancel_reason: status === 'canceled' ? row.cancelReason : null,
  };
}
