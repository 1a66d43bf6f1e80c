import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { PayingContext } from '#paying/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { TransferAnswer } from '#platform/contract/transfers.ts';
import { codeOf, showTransfer } from './show-transfer.ts';
import { findAnnounced, findTransferOfCheckout } from './store.ts';

type Checkout = Pick<CheckoutRow, 'organizationId' | 'id' | 'hasPlace' | 'transactionId'>;

/** What the buyer of a checkout has to send and how far that is; 404 while no transfer is waited for or arrived. */
export async function getTransfer(context: PayingContext, token: string): Promise<TransferAnswer> {
  const found = await findTransferAnswer(context, await findCheckoutByToken(context, token), token);
  if (!found) throw notFound('bank transfer');
  return found.answer;
}

/** The same for a checkout that was found already, with the code of what is still to be sent; undefined when there is none. */
export async function findTransferAnswer(
  context: PayingContext,
  checkout: Checkout,
  token: string,
): Promise<{ readonly answer: TransferAnswer; readonly code: boolean[][] | undefined } | undefined> {
  const found = await findWithAnnounced(context, checkout);
  if (!found) return undefined;
  const { publicUrl } = context.config;
  return { answer: showTransfer({ ...found, checkout, token, publicUrl }), code: codeOf(found) };
}

/** The code of what is still to be sent, as modules; 404 when nothing is. */
export async function getTransferCode(context: PayingContext, token: string): Promise<boolean[][]> {
  const found = await findWithAnnounced(context, await findCheckoutByToken(context, token));
  const code = found && codeOf(found);
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
