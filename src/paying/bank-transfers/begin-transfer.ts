import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { BeginPayment } from '#paying/providers/port.ts';
import type { Context } from '#platform/context.ts';
import { assert } from '#platform/kit/assert.ts';
import { remindAt, type TransferTerms } from './bank-transfer.ts';
import { creditorReference } from './creditor-reference.ts';
import { usualReferencePlace } from './epc-text.ts';
import { type AccountRow, findAccount, insertTransfer } from './store.ts';
import { prepareTransferMail } from './transfer-mails.ts';

/**
 * Writes down what the buyer of an attempt has to send, and mails it to them, once: an attempt that is known stays as it is. The
 * account is copied, so that what was told once holds whatever the merchant changes later.
 */
export async function beginTransfer(context: Context, request: BeginPayment): Promise<void> {
  const { organizationId, attemptId, connectionId, checkoutId, mode } = request;
  assert(connectionId !== null, 'A transfer goes to the account of a connection.');
  const { database, clock } = context;
  const [account, [row]] = await Promise.all([
    findAccount(database.handle, organizationId, connectionId),
    findCheckouts(context, [{ organizationId, checkoutId }]),
  ]);
  assert(account && row, 'A transfer begins for a checkout, at an account.');
  const terms = termsOf(request, account, row);
  const queue = await prepareTransferMail(context, row, { kind: 'instructions', attemptId, terms });
  const now = clock.now();
  await database.transaction(async (tx) => {
    const transfer = { ...terms, organizationId, attemptId, connectionId, mode };
    const isNew = await insertTransfer(tx, { ...transfer, remindAt: remindAt(now, terms.deadlineAt) }, now);
    if (isNew) await queue(tx);
  });
  context.wakeJobs('send-mails');
}

function termsOf(
  { checkoutId, amount, expiresAt }: BeginPayment,
  { settings }: AccountRow,
  { transactionNumber, billing }: CheckoutRow,
): TransferTerms {
  assert(transactionNumber !== null, 'An attempt has a transaction.');
  const country = settings.iban.slice(0, 2);
  const usual = usualReferencePlace(country) === 'structured' ? 'reference' : 'text';
  return {
    checkoutId,
    reference: creditorReference(BigInt(transactionNumber)),
    iban: settings.iban,
    bic: settings.bic ?? null,
    accountName: settings.account_name,
    referencePlace: settings.reference_place ?? usual,
    currency: amount.currency,
    expectedMinor: amount.minor,
    buyerName: [billing.first_name, billing.last_name].filter(Boolean).join(' ') || null,
    deadlineAt: expiresAt,
  };
}
