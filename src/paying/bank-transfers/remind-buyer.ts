import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { countedMinor, isWaitedFor, stillMissingMinor } from './bank-transfer.ts';
import { clearReminder, type DueReminder, findAnnounced, findTransfer } from './store.ts';
import { prepareTransferMail } from './transfer-mails.ts';

/** Reminds a buyer a day before the time for a transfer ends; not one whose money is on its way, or all there. */
export async function remindBuyer(context: PayingContext, due: DueReminder): Promise<void> {
  const remind = await prepareReminder(context, due);
  await context.database.transaction(async (tx) => {
    if (await clearReminder(tx, due)) await remind?.(tx);
  });
  context.wakeJobs('send-mails');
}

async function prepareReminder(
  context: PayingContext,
  { organizationId, attemptId }: DueReminder,
): Promise<((tx: Handle) => Promise<void>) | undefined> {
  const { database, clock } = context;
  const transfer = await findTransfer(database.handle, organizationId, attemptId, clock.offsetMs);
  if (!transfer?.order || !isWaitedFor(transfer)) return undefined;
  const { order: terms } = transfer;
  const announced = await findAnnounced(database.handle, transfer, terms);
  if (announced.amountMinor >= stillMissingMinor(transfer)) return undefined;
  const [row] = await findCheckouts(context, [{ organizationId, checkoutId: terms.checkoutId }]);
  if (!row) return undefined;
  const receivedMinor = countedMinor(transfer);
  return prepareTransferMail(context, row, { kind: 'reminder', attemptId, terms, receivedMinor });
}
