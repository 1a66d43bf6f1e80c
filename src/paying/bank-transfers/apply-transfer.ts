import { applyProviderResult } from '#paying/checkouts/apply-provider-result.ts';
import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { type BankTransfer, countedMinor, isWaitedFor, stillMissingMinor } from './bank-transfer.ts';
import { findBankPayment } from './find-payment.ts';
import { clearApply, type DueTransfer, findAnnounced, findToApply, findTransfer } from './store.ts';
import { prepareTransferMail } from './transfer-mails.ts';

/**
 * Tells the checkout of an attempt how its transfer stands, after `bookMatches` has committed. Repeating it changes nothing; where
 * nobody calls it, a job does.
 */
export async function applyTransfer(
  context: PayingContext,
  { organizationId, attemptId }: Pick<BankTransfer, 'organizationId' | 'attemptId'>,
): Promise<void> {
  const due = await findToApply(context.database.handle, organizationId, attemptId);
  if (due) await applyDueTransfer(context, due);
}

export async function applyDueTransfer(context: PayingContext, due: DueTransfer): Promise<void> {
  const payment = await findBankPayment(context, due);
  if (!payment) return;
  await applyProviderResult(context, due, payment);
  const tell = await prepareMissing(context, due);
  await context.database.transaction(async (tx) => {
    if (await clearApply(tx, due, payment.bookVersion)) await tell(tx);
  });
  context.wakeJobs('send-mails');
}

const nothing = async () => undefined;

/** What is missing after a transfer that was too small; nothing when the rest is on its way. */
async function prepareMissing(
  context: PayingContext,
  { organizationId, attemptId, checkoutId }: DueTransfer,
): Promise<(tx: Handle) => Promise<void>> {
  const { database, clock } = context;
  const transfer = await findTransfer(database.handle, organizationId, attemptId, clock.offsetMs);
  if (!transfer?.order || !isWaitedFor(transfer) || countedMinor(transfer) === 0n) return nothing;
  const { order: terms } = transfer;
  const announced = await findAnnounced(database.handle, transfer, terms);
  if (announced.amountMinor >= stillMissingMinor(transfer)) return nothing;
  const [row] = await findCheckouts(context, [{ organizationId, checkoutId }]);
  if (!row) return nothing;
  const receivedMinor = countedMinor(transfer);
  return prepareTransferMail(context, row, { kind: 'missing', attemptId, terms, receivedMinor });
}
