import { showBilling } from '#paying/checkouts/billing.ts';
import { showAttempts } from '#paying/checkouts/checkout-event.ts';
import { readDispute, showDispute } from '#paying/checkouts/dispute.ts';
import { offerOf, toAttempts } from '#paying/checkouts/show-checkout.ts';
import type { TransactionStatus } from '#paying/checkouts/transaction.ts';
import type { TransactionAnswer } from '#platform/contract/transactions.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { showLine } from '#selling/payment-links/show-payment-link.ts';
import type { TransactionRow } from './store.ts';

/** A transaction for its merchant. */
export function showTransaction(row: TransactionRow): TransactionAnswer {
  const attempts = toAttempts(row.attempts);
  const received = attempts.find(({ receivedMinor }) => receivedMinor !== null)?.receivedMinor ?? null;
  const checkoutId = formatId('chk', row.checkoutId);
  const net = formatAmount(row.totalMinor - row.transactionFeeMinor);
  return {
    id: formatId('TX', row.id),
    number: Number(row.transactionNumber),
    order_id: checkoutId,
    checkout_id: checkoutId,
    payment_link_id: row.paymentLinkId,
    amount: net,
    gross_amount: formatAmount(row.totalMinor),
    fee_amount: formatAmount(row.transactionFeeMinor),
    net_amount: net,
    tax_amount: formatAmount(row.taxMinor),
    refunded_amount: formatAmount(row.refundedMinor),
    received_amount: received === null ? null : formatAmount(received),
    dispute: row.dispute && showDispute(readDispute(row.dispute)),
    currency: row.currency,
    status: row.transactionStatus as TransactionStatus,
    payer_email: row.payerEmail,
    billing: showBilling(row.billing, { hidesAddress: false }),
    products: offerOf(row).lines.map((line) => {
      const { product_id, name, quantity, unit_price, tax_rate, tax, total } = showLine(line);
      return { id: product_id, name, quantity, unit_price, tax_rate, tax, total };
    }),
    depositAttempts: showAttempts(attempts),
    metadata: row.metadata,
    client_reference_id: row.clientReferenceId,
    mode: row.mode,
    provider: row.provider,
    created_at: formatInstant(row.transactionCreatedAt),
    updated_at: formatInstant(row.transactionUpdatedAt),
    paid_at: row.transactionPaidAt && formatInstant(row.transactionPaidAt),
  };
}
