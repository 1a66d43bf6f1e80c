import { signToken } from '#paying/checkouts/token.ts';
import type { PaymentKey } from '#paying/providers/port.ts';
import type { Context } from '#platform/context.ts';
import { type BankPayment, type BankTransfer, showBankPayment } from './bank-transfer.ts';
import { findTransfer, giveBack, lockTransfers } from './store.ts';

/**
 * How the transfer of an attempt stands, in the words of the port; undefined when there is none. What came for one that is over is
 * written off in the same breath as it is told, so that the same money is never given back and counted as well.
 */
export async function findBankPayment(
  context: Context,
  { organizationId, attemptId }: Pick<PaymentKey, 'organizationId' | 'attemptId'>,
): Promise<BankPayment | undefined> {
  const { database, clock } = context;
  const found = await findTransfer(database.handle, organizationId, attemptId, clock.offsetMs);
  if (!found) return undefined;
  return show(context, cameTooLate(found) ? await writeOff(context, found) : found);
}

function cameTooLate({ status, receivedMinor, givenBackMinor }: BankTransfer): boolean {
  return status === 'canceled' && receivedMinor > givenBackMinor;
}

async function writeOff({ database, clock }: Context, found: BankTransfer): Promise<BankTransfer> {
  const { organizationId, attemptId } = found;
  return database.transaction(async (tx) => {
    await lockTransfers(tx, organizationId, [attemptId]);
    const transfer = (await findTransfer(tx, organizationId, attemptId, clock.offsetMs)) ?? found;
    if (!cameTooLate(transfer)) return transfer;
    await giveBack(tx, transfer);
    return (await findTransfer(tx, organizationId, attemptId, clock.offsetMs)) ?? transfer;
  });
}

function show({ config }: Context, transfer: BankTransfer): BankPayment {
  const { organizationId, mode } = transfer;
  return showBankPayment(transfer, ({ checkoutId }) => {
    const token = signToken(config.signingKeys, { organizationId, checkoutId, mode });
    return `${config.publicUrl}/checkout/${token}/transfer`;
  });
}
