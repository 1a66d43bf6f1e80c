import { showBilling } from '#paying/checkouts/billing.ts';
import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { PayingContext } from '#paying/context.ts';
import type { BillingAnswer } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { ReceiptAnswer } from '#platform/contract/receipts.ts';
import { findIssuedReceipt } from './issue-receipts.ts';
import { type ReceiptDocument, readDocument } from './receipt.ts';
import { asIssued, showReceipt } from './show-receipt.ts';
import { showSignature } from './signature.ts';

/**
 * The receipt of a paid checkout; it stays readable at the same address for good.
 *
 * @throws 404 for a token that is none; 409 `checkout_not_paid`
 */
export async function getReceipt(context: PayingContext, token: string): Promise<ReceiptAnswer> {
  return getReceiptOf(context, await findCheckoutByToken(context, token));
}

/** The same for a checkout that was read already. */
export async function getReceiptOf(context: PayingContext, row: CheckoutRow): Promise<ReceiptAnswer> {
  const receipt = showReceipt(row);
  if (!receipt)
    throw problem('checkout_not_paid', { detail: 'There is no receipt yet: this checkout is not paid.' });
  const issued = await findIssuedReceipt(context, { row, receipt });
  const document = readDocument(issued.document);
  const { buyer, card } = document;
  return {
    ...asIssued(receipt, document),
    ...(row.payerEmail === null ? { billing: billingOf(buyer), card } : {}),
    signature: await showSignature(context.config.signingKeys, issued),
  };
}

/** A buyer who was forgotten is still named as far as the signed receipt does. */
function billingOf({ name, company, tax_id, country }: ReceiptDocument['buyer']): BillingAnswer {
  return { ...showBilling({}, { hidesAddress: true }), first_name: name, company, tax_id, country };
}
