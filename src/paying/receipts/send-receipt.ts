import { findOrganization } from '#merchants/organizations/find-organization.ts';
import { findCheckout } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import { signToken } from '#paying/checkouts/token.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Task } from '#platform/jobs/tasks.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { composePaymentNotice } from '#telling/mail/compose/compose-payment-notice.ts';
import { composeReceipt } from '#telling/mail/compose/compose-receipt.ts';
import { mailFrame } from '#telling/mail/mail.ts';
import { queueMail } from '#telling/mail/queue-mail.ts';
import { showReceipt } from './get-receipt.ts';

/**
 * Mails the buyer's receipt, once, and tells the merchant, where an address for that is set. The mails are due rows
 * themselves, so that a receipt neither gets lost nor goes out twice.
 */
export async function sendReceipt(
  context: PayingContext,
  { organizationId, subjectId: checkoutId }: Task,
): Promise<void> {
  const row = await findCheckout(context, organizationId, checkoutId);
  const receipt = row && showReceipt(row);
  if (!row || !receipt) return;
  const token = signToken(context.config.signingKeys, { organizationId, checkoutId, mode: row.mode });
  await context.database.transaction(async (tx) => {
    const mail = composeReceipt(mailFrame(context.config), {
      receipt,
      receiptUrl: `/checkout/${token}/receipt`,
    });
    const replyTo = receipt.organization.branding.support_email;
    await queueMail(tx, context, {
      ...mail,
      organizationId,
      to: row.payerEmail,
      ...(replyTo ? { replyTo } : {}),
      dedupeKey: `receipt:${checkoutId}`,
    });
    const organization = await findOrganization(tx, organizationId);
    if (!organization?.contactEmail) return;
    const notice = composePaymentNotice(mailFrame(context.config), noticeOf(row, receipt.transaction_id));
    await queueMail(tx, context, {
      ...notice,
      organizationId,
      to: organization.contactEmail,
      dedupeKey: `payment:${checkoutId}`,
    });
  });
  context.wakeJobs();
}

function noticeOf(row: CheckoutRow, transactionId: string) {
  const receipt = showReceipt(row);
  return {
    organizationName: row.organization.name,
    mode: row.mode,
    transactionId,
    grossAmount: formatAmount(row.totalMinor),
    netAmount: formatAmount(row.totalMinor - (row.transactionFeeMinor ?? 0n)),
    currency: row.currency,
    payerName: [row.billing.first_name, row.billing.last_name].filter(Boolean).join(' '),
    payerEmail: row.payerEmail,
    products: (receipt?.products ?? []).map(({ name, quantity }) => ({ name, quantity })),
    clientReferenceId: row.clientReferenceId,
    paidAt: row.transactionPaidAt ?? row.createdAt,
    timeZone: row.organization.time_zone,
    path: `/payments/${transactionId}`,
  };
}
