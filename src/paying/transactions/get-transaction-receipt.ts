import { receiptUrl } from '#paying/checkouts/pay-answer.ts';
import { signToken } from '#paying/checkouts/token.ts';
import type { PayingContext } from '#paying/context.ts';
import { getReceiptOf } from '#paying/receipts/get-receipt.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { TransactionReceiptAnswer } from '#platform/contract/receipts.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { findTransactionRow } from './find-transactions.ts';

/**
 * Where the buyer's receipt of a payment can be read, as its mail says it too.
 *
 * @throws 404; 409 `checkout_not_paid`
 */
export async function getTransactionReceipt(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
): Promise<TransactionReceiptAnswer> {
  const row = await findTransactionRow(context, caller, reference);
  if (!row) throw notFound('transaction');
  const { checkoutId, mode } = row;
  const { number } = await getReceiptOf(context, { ...row, id: checkoutId });
  const { publicUrl, signingKeys } = context.config;
  const token = signToken(signingKeys, { organizationId: caller.organizationId, checkoutId, mode });
  return {
    number,
    url: receiptUrl(publicUrl, token),
    pdf_url: `${publicUrl}/api/checkout/${token}/receipt.pdf`,
  };
}
