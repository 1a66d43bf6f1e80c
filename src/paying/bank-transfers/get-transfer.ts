import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { PayingContext } from '#paying/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { TransferAnswer } from '#platform/contract/transfers.ts';
import { showTransfer, toSendMinor } from './show-transfer.ts';
import { findAnnounced, findTransferOfCheckout } from './store.ts';
import { transferCode } from './transfer-code.ts';

type Checkout = Pick<
  CheckoutRow,
  'organizationId' | 'id' | 'hasPlace' | 'transactionId' | 'paymentLinkId' | 'status'
>;

/** What the buyer of a checkout has to send and how far that is; 404 while no transfer is waited for or arrived. */
export async function getTransfer(context: PayingContext, token: string): Promise<TransferAnswer> {
  const answer = await findTransferAnswer(context, await findCheckoutByToken(context, token), token);
  if (!answer) throw notFound('bank transfer');
  return answer;
}

/** The same for a checkout that was found already; undefined when there is none. */
export async function findTransferAnswer(
  context: PayingContext,
  checkout: Checkout,
  token: string,
): Promise<TransferAnswer | undefined> {
  const found = await findWithAnnounced(context, checkout);
  return found && showTransfer({ ...found, checkout, token, publicUrl: context.config.publicUrl });
}

/** The code of what is still to be sent, as modules; 404 when nothing is. */
export async function getTransferCode(context: PayingContext, token: string): Promise<boolean[][]> {
  const found = await findWithAnnounced(context, await findCheckoutByToken(context, token));
  const amountMinor = found ? toSendMinor(found) : 0n;
  const code = found && amountMinor > 0n ? transferCode(found.terms, amountMinor) : undefined;
  if (!code) throw notFound('code of a bank transfer');
  return code;
}

async function findWithAnnounced({ database, clock }: PayingContext, checkout: Checkout) {
  const { handle } = database;
  const transfer = await findTransferOfCheckout(handle, checkout.organizationId, checkout.id, clock.offsetMs);
  if (!transfer?.order || transfer.status === 'canceled') return undefined;
  const terms = transfer.order;
  return { transfer, terms, announced: await findAnnounced(handle, transfer, terms) };
}
