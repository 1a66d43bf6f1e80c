import type { SeenCheckout } from '../memory.ts';
import { insist, pause, unexpected } from './asking.ts';
import type { Buyer } from './buyer.ts';
import { cancel, type Ending, pay, remember, stateOf } from './paying.ts';

export const transferIntentions = [
  ['transfers', 30],
  ['transfersInParts', 12],
  ['transfersTooMuch', 8],
  ['transfersTwice', 5],
  ['transfersAndCancels', 8],
  ['transfersAPartAndCancels', 8],
  ['transfersAndPaysByCard', 8],
  ['transfersAndTakesItBack', 6],
] as const;
export type TransferIntention = (typeof transferIntentions)[number][0];

export function isTransfer(intention: string): intention is TransferIntention {
  return transferIntentions.some(([name]) => name === intention);
}

/** Chooses the transfer, and does with the money what people do. Never leaves a checkout open that waits for days. */
export async function transfer(
  buyer: Buyer,
  checkout: SeenCheckout,
  intention: TransferIntention,
): Promise<Ending> {
  const { actor, link } = buyer;
  const account = link.shop.account;
  if (!account) throw new Error('Only a shop with an account is paid by transfer.');
  const order = await chooseTransfer(buyer, checkout);
  if (!order) return 'closed';
  const { reference, minor } = order;
  const part = BigInt(actor.random.between(1, Number(minor) - 1));
  const later = () => pause(actor, 0, 2_000);
  switch (intention) {
    case 'transfers':
      account.credit(reference, minor);
      if (actor.random.chance(0.3)) await saySent(buyer, checkout);
      return untilPaid(buyer, checkout);
    case 'transfersInParts':
      account.credit(reference, part);
      await later();
      account.credit(reference, minor - part);
      return untilPaid(buyer, checkout);
    case 'transfersTooMuch':
      account.credit(reference, minor + part);
      return untilPaid(buyer, checkout);
    case 'transfersTwice':
      account.credit(reference, minor);
      await later();
      account.credit(reference, minor);
      return untilPaid(buyer, checkout);
    case 'transfersAndTakesItBack': {
      const credit = account.credit(reference, minor);
      const ending = await untilPaid(buyer, checkout);
      // A bank takes back only what it has booked.
      if (ending === 'paid' && credit.isBooked) account.reverse(credit);
      return ending;
    }
    case 'transfersAndCancels':
      account.credit(reference, minor);
      await later();
      return cancelAfterSending(buyer, checkout);
    case 'transfersAPartAndCancels':
      account.credit(reference, part);
      await later();
      return cancelAfterSending(buyer, checkout);
    case 'transfersAndPaysByCard':
      if (actor.random.chance(0.5)) account.credit(reference, minor);
      await later();
      return payByCard(buyer, checkout);
  }
}

/** What comes after that still pays, as long as there is a place. */
async function cancelAfterSending(buyer: Buyer, checkout: SeenCheckout): Promise<Ending> {
  const ending = await cancel(buyer, checkout, { hasSentMoney: true });
  buyer.actor.memory.canceled.delete(checkout.id);
  return ending;
}

/** Until it is decided: a transfer that nobody ends would be waited for. */
async function payByCard(buyer: Buyer, checkout: SeenCheckout): Promise<Ending> {
  for (;;) {
    const ending = await pay(buyer, checkout, 'pays');
    if (ending !== 'declined') return ending;
    await pause(buyer.actor, 50, 300);
  }
}

type Order = { readonly reference: string; readonly minor: bigint };

async function chooseTransfer(buyer: Buyer, checkout: SeenCheckout): Promise<Order | undefined> {
  const { actor } = buyer;
  const asked = {
    method: 'POST',
    path: `/api/checkout/${checkout.token}/pay/`,
    body: { way: 'bank' },
  } as const;
  for (;;) {
    const answer = await insist(actor, asked);
    if (answer.status === 202 && answer.body.next_action) return orderOf(buyer, checkout);
    if (answer.code === 'checkout_canceled' || answer.code === 'checkout_expired') return undefined;
    if (answer.code === 'link_used_up' || answer.code === 'checkout_failed') return undefined;
    const mayTryAgain = ['payment_in_progress', 'link_fully_held', 'processing_error'];
    if (answer.status !== 202 && !mayTryAgain.includes(answer.code ?? '')) {
      unexpected(actor, asked, answer);
      return undefined;
    }
    // The answer of the first try was lost, and what it began is looked after by a job.
    await pause(actor, 200, 600);
  }
}

async function orderOf(buyer: Buyer, checkout: SeenCheckout): Promise<Order | undefined> {
  const asked = { method: 'GET', path: `/api/checkout/${checkout.token}/transfer/` } as const;
  const { status, body } = await insist(buyer.actor, asked);
  // Its link was switched off meanwhile.
  if (status !== 200) return undefined;
  return { reference: body.reference, minor: BigInt(body.amount.replace('.', '')) };
}

async function saySent(buyer: Buyer, checkout: SeenCheckout): Promise<void> {
  const asked = { method: 'POST', path: `/api/checkout/${checkout.token}/transfer/sent/` } as const;
  await insist(buyer.actor, asked);
}

async function untilPaid(buyer: Buyer, checkout: SeenCheckout): Promise<Ending> {
  for (;;) {
    const state = await stateOf(buyer, checkout);
    if (state === 'paid') return remember(buyer, checkout, undefined);
    if (state !== 'processing' && state !== 'open') return 'closed';
    await pause(buyer.actor, 200, 900);
  }
}
