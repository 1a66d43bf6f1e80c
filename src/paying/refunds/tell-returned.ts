import { findNoticeRecipients } from '#merchants/team/find-notice-recipients.ts';
import { findTeamAddresses } from '#merchants/team/find-team-addresses.ts';
import { isKeptHere } from '#merchants/team/sandbox-mail.ts';
import {
  composeMoneyReturned,
  type MoneyReturnedView,
} from '#messaging/mail/compose/compose-money-returned.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import { owedBackKind, sentBackKind } from '#paying/checkouts/returned-tasks.ts';
import { showSeller } from '#paying/checkouts/show-checkout.ts';
import { signToken } from '#paying/checkouts/token.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { scheduleTask, type Task } from '#platform/jobs/tasks.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { findOwedRefund, type OwedRefundRow } from './store.ts';

/** A step: these refunds were handed to a bank, so that buyers hear of those that nobody asked for. */
export async function tellSentBack(
  tx: Handle,
  organizationId: string,
  refundIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const subjectId of refundIds)
    await scheduleTask(tx, { kind: sentBackKind, organizationId, subjectId, dueAt: now });
}

/** Mails the merchant, once a refund, that money has to go back which came too late or was too much. */
export async function tellMerchant(
  context: PayingContext,
  { organizationId, subjectId }: Task,
): Promise<void> {
  const found = await findToTell(context, organizationId, subjectId);
  // What was withdrawn meanwhile is nobody's business.
  if (!found || found.refund.status === 'failed') return;
  const { refund, row } = found;
  const transactionId = formatId('TX', refund.transactionId);
  const mail = composeMoneyReturned(mailFrame(context.config), {
    ...viewOf(refund, row),
    to: 'merchant',
    path: refund.isTransfer && refund.status === 'pending' ? '/bank-transfers' : `/payments/${transactionId}`,
  });
  await context.database.transaction(async (tx) => {
    const team = row.mode === 'sandbox' ? await findTeamAddresses(tx, organizationId) : undefined;
    for (const to of await findNoticeRecipients(tx, organizationId)) {
      const isKept = isKeptHere(context, row.mode, team, to);
      const dedupeKey = `${owedBackKind}:${refund.id}:${to}`;
      await queueMail(tx, context, { ...mail, organizationId, to, isKept, dedupeKey });
    }
  });
  context.wakeJobs('send-mails');
}

/** Mails the buyer, once a refund, that such money is on its way back. */
export async function tellBuyer(context: PayingContext, { organizationId, subjectId }: Task): Promise<void> {
  const found = await findToTell(context, organizationId, subjectId);
  const to = found?.row.payerEmail;
  if (!found || !to) return;
  const { refund, row } = found;
  const { id: checkoutId, mode } = row;
  const token = signToken(context.config.signingKeys, { organizationId, checkoutId, mode });
  const view = viewOf(refund, row);
  const replyTo = view.seller.branding.support_email;
  const mail = composeMoneyReturned(mailFrame(context.config, row.locale), {
    ...view,
    to: 'buyer',
    path: `/checkout/${token}${row.status === 'paid' ? '/receipt' : ''}`,
  });
  await context.database.transaction(async (tx) => {
    const team = mode === 'sandbox' ? await findTeamAddresses(tx, organizationId) : undefined;
    await queueMail(tx, context, {
      ...mail,
      organizationId,
      to,
      ...(replyTo ? { replyTo } : {}),
      dedupeKey: `${sentBackKind}:${refund.id}`,
      isKept: isKeptHere(context, mode, team, to),
    });
  });
  context.wakeJobs('send-mails');
}

async function findToTell(context: PayingContext, organizationId: string, refundId: string) {
  const refund = await findOwedRefund(context.database.handle, organizationId, refundId);
  if (!refund) return undefined;
  const [row] = await findCheckouts(context, [{ organizationId, checkoutId: refund.checkoutId }]);
  return row && { refund, row };
}

function viewOf(refund: OwedRefundRow, row: CheckoutRow): Omit<MoneyReturnedView, 'to' | 'path'> {
  const isSold = row.status === 'paid';
  const payer = [row.billing.first_name, row.billing.last_name].filter(Boolean).join(' ');
  return {
    because: isSold ? 'excess' : refund.reason === 'late_payment' ? 'late' : 'nothing_sold',
    isTransfer: refund.isTransfer,
    seller: showSeller(row.organization),
    mode: row.mode,
    currency: refund.currency,
    amount: formatAmount(refund.amountMinor),
    payer: payer || (row.payerEmail ?? '–'),
    transactionId: formatId('TX', refund.transactionId),
  };
}
