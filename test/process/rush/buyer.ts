import { randomUUID } from 'node:crypto';
import { buyer as billing, card, cards } from '#test/support/scenario.ts';
import type { Board } from './board.ts';
import type { Answer, Doors } from './doors.ts';

/** What buyers do once they have a place. */
export const intentions = ['pays', 'cancels', 'clicksTwice', 'isDeclined'] as const;
export type Intention = (typeof intentions)[number];
export type Outcome = 'paid' | 'used up' | 'fully held' | 'canceled' | 'failed' | 'lost';

export type Buyer = {
  readonly email: string;
  readonly address: string;
  readonly intention: Intention;
  /** Comes again while all places are held, as long as any may come back. */
  readonly isPatient: boolean;
  readonly board: Board;
  readonly doors: Doors;
};

type Checkout = { readonly checkout_id: string; readonly token: string };

/** One buyer, from the first start to the end. */
export async function buy(buyer: Buyer): Promise<Outcome> {
  const { board, email } = buyer;
  for (;;) {
    const decisions = board.decisions();
    const outcome = await board.busy(() => tryToBuy(buyer));
    if (outcome !== 'fully held' || !buyer.isPatient) return outcome;
    if (await board.waitForMoreThan(decisions)) continue;
    board.violate(`${email} waits for a place, nobody has one to give back, and not all are sold`);
    return 'lost';
  }
}

async function tryToBuy(buyer: Buyer): Promise<Outcome> {
  const { board, doors, address, email } = buyer;
  const isSoldOut = board.paid.size >= board.places;
  const answer = await doors.insist({
    path: `/api/payment-links/public/${board.linkId}/start/`,
    body: { ...billing, billing_email: email },
    key: randomUUID(),
    address,
  });
  const name = nameOf(answer);
  board.starts.set(name, (board.starts.get(name) ?? 0) + 1);
  if (name === '201') return visit(buyer, answer.body);
  if (name === '410 link_used_up') {
    if (board.sent.size < board.places)
      board.violate(`${email} was told that all is used up after ${board.sent.size} were asked to be paid`);
    return 'used up';
  }
  if (name !== '409 link_fully_held') return lost(buyer, 'a start', answer);
  if (isSoldOut) board.violate(`${email} was told to wait after ${board.places} payments were acknowledged`);
  return 'fully held';
}

async function visit(buyer: Buyer, checkout: Checkout): Promise<Outcome> {
  const { board, intention } = buyer;
  board.keep(checkout.checkout_id);
  const outcome = await visits[intention](buyer, checkout);
  board.decided();
  return outcome;
}

const visits: Record<Intention, (buyer: Buyer, checkout: Checkout) => Promise<Outcome>> = {
  pays: (buyer, checkout) => pay(buyer, checkout, 1),
  clicksTwice: (buyer, checkout) => pay(buyer, checkout, 2),
  cancels: cancel,
  isDeclined: payInVain,
};

/** Pays from several tabs at once: one payment is acknowledged, the others hear of it. */
async function pay(buyer: Buyer, checkout: Checkout, tabs: number): Promise<Outcome> {
  const { board } = buyer;
  board.sent.add(checkout.checkout_id);
  const answers = await Promise.all(
    Array.from({ length: tabs }, () => askToPay(buyer, checkout, cards.pays, randomUUID())),
  );
  const paid = answers.filter(({ status, body }) => status === 200 && body.status === 'paid');
  const strange = answers.find(
    (answer) =>
      !paid.includes(answer) &&
      !['409 payment_in_progress', '409 checkout_already_paid'].includes(nameOf(answer)),
  );
  if (strange) return lost(buyer, 'a payment', strange);
  if (paid.length !== 1)
    board.violate(`${buyer.email} paid from ${tabs} tabs, and ${paid.length} said that it was done`);
  board.paid.add(checkout.checkout_id);
  return 'paid';
}

const attemptLimit = 5;

async function payInVain(buyer: Buyer, checkout: Checkout): Promise<Outcome> {
  for (let left = attemptLimit - 1; left >= 0; left--) {
    if (left === 0) buyer.board.giveBack(checkout.checkout_id);
    const answer = await askToPay(buyer, checkout, cards.declined, randomUUID());
    if (nameOf(answer) !== '402 card_declined' || answer.body.attempts_left !== left)
      return lost(buyer, `a declined payment (${left} left)`, answer);
  }
  return 'failed';
}

async function cancel(buyer: Buyer, { checkout_id, token }: Checkout): Promise<Outcome> {
  const { board, doors, address } = buyer;
  board.giveBack(checkout_id);
  const answer = await doors.insist({ path: `/api/checkout/${token}/cancel/`, address });
  return answer.status === 200 ? 'canceled' : lost(buyer, 'a cancellation', answer);
}

function askToPay({ doors, address }: Buyer, { token }: Checkout, number: string, key: string) {
  return doors.insist({ path: `/api/checkout/${token}/pay/`, body: card(number), key, address });
}

function lost({ board, email }: Buyer, what: string, answer: Answer): Outcome {
  board.violate(
    `${email}: ${what} was answered ${nameOf(answer)} ${answer.body?.status} ${answer.body?.detail ?? ''}`,
  );
  return 'lost';
}

function nameOf({ status, code }: Answer): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}
