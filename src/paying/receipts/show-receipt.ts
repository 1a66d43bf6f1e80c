import { showBilling } from '#paying/checkouts/billing.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import {
  hidesAddress,
  offerOf,
  showConversion,
  showSeller,
  toAttempts,
} from '#paying/checkouts/show-checkout.ts';
import type { UnsignedReceipt } from '#platform/contract/receipts.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { showLine } from '#selling/payment-links/show-payment-link.ts';
import { type ReceiptDocument, sellerOf } from './receipt.ts';

/** A receipt before it is issued, which gives it its number. */
export type ReceiptDraft = Omit<UnsignedReceipt, 'number'>;

/** The receipt of a checkout as things stand; undefined while it is not paid. */
export function showReceipt(row: CheckoutRow): ReceiptDraft | undefined {
  if (row.status !== 'paid' || !row.transactionId || !row.transactionPaidAt) return undefined;
  const paid = toAttempts(row.attempts).find(
    (attempt) => attempt.status === 'succeeded' && !attempt.isExcess,
  );
  return {
    transaction_id: formatId('TX', row.transactionId),
    checkout_id: formatId('chk', row.id),
    status: row.transactionStatus as UnsignedReceipt['status'],
    mode: row.mode,
    organization: showSeller(row.organization),
    products: offerOf(row).lines.map(showLine),
    currency: row.currency,
    pricing_mode: row.pricingMode,
    subtotal: formatAmount(row.subtotalMinor),
    tax: formatAmount(row.taxMinor),
    total: formatAmount(row.totalMinor),
    refunded_amount: formatAmount(row.refundedMinor ?? 0n),
    conversion: showConversion(row),
    billing: showBilling(row.billing, { hidesAddress: hidesAddress(row) }),
    card: paid?.cardBrand && paid.cardLast4 ? { brand: paid.cardBrand, last4: paid.cardLast4 } : null,
    paid_at: formatInstant(row.transactionPaidAt),
  };
}

/** The same as it was issued: the seller stays who it was when it was paid; only its looks and its contact are those of today. */
export function asIssued(receipt: ReceiptDraft, document: ReceiptDocument): UnsignedReceipt {
  const organization = { ...receipt.organization, ...sellerOf(document) };
  return { number: document.number, ...receipt, organization };
}
