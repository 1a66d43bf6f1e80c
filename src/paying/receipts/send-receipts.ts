import { findOrganization } from '#merchants/organizations/find-organization.ts';
import { findTeamAddresses } from '#merchants/team/find-team-addresses.ts';
import { isKeptHere } from '#merchants/team/sandbox-mail.ts';
import { composePaymentNotice } from '#messaging/mail/compose/compose-payment-notice.ts';
import { composeReceipt } from '#messaging/mail/compose/compose-receipt.ts';
import { mailFrame, type NewMail } from '#messaging/mail/mail.ts';
import { queueMails } from '#messaging/mail/queue-mail.ts';
import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import { signToken } from '#paying/checkouts/token.ts';
import type { PayingContext } from '#paying/context.ts';
import { isOwnMachine } from '#platform/config/safety.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { UnsignedReceipt } from '#platform/contract/receipts.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Task, takeTasksBack } from '#platform/jobs/tasks.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatMoney } from '#platform/text/format.ts';
import { defaultLocale } from '#platform/text/locales.ts';
import { issueReceipt, paidOnes } from './issue-receipts.ts';
import { readDocument } from './receipt.ts';
import { asIssued } from './show-receipt.ts';

/** One task a payment, written in the transaction that made it paid. */
export const sendReceiptKind = 'send-receipt';

/**
 * Issues receipts, mails them to buyers, once each, and tells merchants, where an address for that is set. The mails
 * are due rows themselves, so that a receipt neither gets lost nor goes out twice. What the sandbox writes to people outside
 * the team stays here: a test names any address.
 *
 * @returns what puts the mails of tasks that ended into the outbox
 */
export async function prepareReceipts(
  context: PayingContext,
  tasks: readonly Task[],
): Promise<(tx: Handle, ended: readonly Task[]) => Promise<void>> {
  const { handle } = context.database;
  const keys = tasks.map(({ organizationId, subjectId }) => ({ organizationId, checkoutId: subjectId }));
  const checkouts = await findCheckouts(context, keys);
  const contacts = new Map<string, string | null | undefined>();
  for (const { organizationId } of checkouts) {
    if (contacts.has(organizationId)) continue;
    contacts.set(organizationId, (await findOrganization(handle, organizationId))?.contactEmail);
  }
  const teams = new Map<string, ReadonlySet<string>>();
  for (const { organizationId, mode } of checkouts) {
    if (mode === 'sandbox' && !teams.has(organizationId))
      teams.set(organizationId, await findTeamAddresses(handle, organizationId));
  }
  const issued = await Promise.all(
    paidOnes(checkouts).map(async (paid) => {
      const document = readDocument((await issueReceipt(context, paid)).document);
      return { row: paid.row, receipt: asIssued(paid.receipt, document) };
    }),
  );
  const mails = issued
    .flatMap((each) => mailsAbout(context, each, contacts.get(each.row.organizationId)))
    .map(({ mode, ...mail }) => ({
      ...mail,
      isKept: isKeptHere(context, mode, teams.get(mail.organizationId), mail.to),
    }));
  return async (tx, ended) => {
    const ids = new Set(ended.map(({ subjectId }) => subjectId));
    const wanted = mails.filter(({ checkoutId }) => ids.has(checkoutId));
    await queueMails(tx, context, wanted);
    if (!isOwnMachine(context.config)) return;
    for (const { row, receipt } of issued) if (ids.has(row.id)) showPayment(context, row, receipt);
  };
}

/** Shows whoever tries a shop on their own machine that it works. */
function showPayment(
  { config, log }: PayingContext,
  { totalMinor, currency }: CheckoutRow,
  { transaction_id }: UnsignedReceipt,
): void {
  const amount = formatMoney(totalMinor, currency, defaultLocale);
  log.info(`Paid ${amount}: ${config.publicUrl}/payments/${transaction_id}`);
}

/** A step: no receipt is mailed of these payments any more, not even one that is being written right now. */
export async function giveUpReceipts(
  tx: Handle,
  organizationId: string,
  checkoutIds: readonly string[],
): Promise<void> {
  await takeTasksBack(tx, sendReceiptKind, organizationId, checkoutIds);
}

function mailsAbout(
  context: PayingContext,
  { row, receipt }: { row: CheckoutRow; receipt: UnsignedReceipt },
  contactEmail: string | null | undefined,
): (NewMail & { mode: Mode; checkoutId: string })[] {
  const { organizationId, id: checkoutId, mode } = row;
  const token = signToken(context.config.signingKeys, { organizationId, checkoutId, mode });
  const replyTo = receipt.organization.branding.support_email;
  const toBuyer = {
    ...composeReceipt(mailFrame(context.config, row.locale), {
      receipt,
      receiptUrl: `/checkout/${token}/receipt`,
    }),
    organizationId,
    checkoutId,
    mode,
    ...(replyTo ? { replyTo } : {}),
    dedupeKey: `receipt:${checkoutId}`,
  };
  // Money that came after its buyer was forgotten has nobody to be told.
  const toBuyers = row.payerEmail === null ? [] : [{ ...toBuyer, to: row.payerEmail }];
  if (!contactEmail) return toBuyers;
  const toMerchant = {
    ...composePaymentNotice(mailFrame(context.config), noticeOf(row, receipt)),
    organizationId,
    checkoutId,
    to: contactEmail,
    mode,
    dedupeKey: `payment:${checkoutId}`,
  };
  return [...toBuyers, toMerchant];
}

function noticeOf(row: CheckoutRow, receipt: UnsignedReceipt) {
  const transactionId = receipt.transaction_id;
  return {
    seller: receipt.organization,
    mode: row.mode,
    transactionId,
    grossAmount: formatAmount(row.totalMinor),
    netAmount: formatAmount(row.totalMinor - (row.transactionFeeMinor ?? 0n)),
    currency: row.currency,
    payerName: [row.billing.first_name, row.billing.last_name].filter(Boolean).join(' '),
    payerEmail: row.payerEmail ?? '–',
    products: receipt.products.map(({ name, quantity }) => ({ name, quantity })),
    clientReferenceId: row.clientReferenceId,
    paidAt: row.transactionPaidAt ?? row.createdAt,
    path: `/payments/${transactionId}`,
  };
}
