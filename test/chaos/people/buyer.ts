import { randomUUID } from 'node:crypto';
import { buyer as billing } from '#test/support/scenario.ts';
import type { SeenCheckout } from '../memory.ts';
import { type Actor, ask, insist, isUnknown, pause, unexpected } from './asking.ts';
import { cancel, type Ending, pay, payTwiceAtOnce, payWhileCanceling } from './paying.ts';
import type { Link } from './shop.ts';
import { isTransfer, type TransferIntention, transfer } from './transferring.ts';

export const intentions = [
  ['pays', 30],
  ['declinedFirst', 9],
  ['approves', 9],
  ['refusesFirst', 4],
  ['walksAwayFirst', 4],
  ['paysLate', 6],
  ['toldBeforeReturn', 5],
  ['clicksTwice', 12],
  ['cancels', 5],
  ['wavers', 5],
  ['abandons', 5],
  ['failsAlways', 2],
] as const;
export type Intention = (typeof intentions)[number][0] | TransferIntention;

/** Those who do not give up before they have paid, or the link is used up. */
export function isWilling(intention: Intention): boolean {
  return !isTransfer(intention) && !['cancels', 'wavers', 'abandons', 'failsAlways'].includes(intention);
}

export type Buyer = {
  readonly number: number;
  readonly actor: Actor;
  readonly intention: Intention;
  readonly link: Link;
};

/** How a visit ended: what every willing buyer gets is `paid` or `used_up`. */
export type Outcome = 'paid' | 'used_up' | 'left';

/** One buyer at one link, from the first start to the end; starts anew whenever a checkout was closed unpaid. */
export async function buy(buyer: Buyer): Promise<Outcome> {
  for (let visits = 1; ; visits++) {
    const checkout = await start(buyer);
    if (checkout === 'used_up') return 'used_up';
    await pause(buyer.actor, 0, 300);
    const ending = await visit(buyer, checkout, visits);
    if (ending === 'paid') return 'paid';
    if (ending === 'used_up') return toldUsedUp(buyer, buyer.link.limit);
    if (!isWilling(buyer.intention)) return 'left';
  }
}

async function start(buyer: Buyer): Promise<SeenCheckout | 'used_up'> {
  const { actor, link } = buyer;
  for (;;) {
    // Without a key a lost answer leaves a place held by nobody, until its time is over.
    const key = actor.random.chance(0.9) ? randomUUID() : undefined;
    const asked = {
      method: 'POST',
      path: `/api/payment-links/public/${link.id}/start/`,
      body: { ...billing, billing_email: `buyer-${buyer.number}@example.com` },
      key,
    } as const;
    const limitBefore = link.limit;
    const answer = key ? await insist(actor, asked) : await ask(actor, asked);
    if (isUnknown(answer)) {
      actor.memory.count('retries');
      await pause(actor, 100, 600);
      continue;
    }
    if (answer.status === 201) {
      const { checkout_id: id, token } = answer.body;
      const checkout = { id, token, linkId: link.id, buyer: buyer.number };
      actor.memory.checkouts.set(id, checkout);
      if (key && actor.random.chance(0.1)) await startAgain(buyer, asked, id);
      return checkout;
    }
    if (answer.code === 'link_used_up') return toldUsedUp(buyer, limitBefore);
    if (answer.code !== 'link_fully_held' && answer.code !== 'link_inactive')
      unexpected(actor, asked, answer);
    actor.memory.count('refusedForLater');
    await pause(actor, 200, 700);
  }
}

/** The same request with the same key has to lead to the same checkout. */
async function startAgain(buyer: Buyer, asked: Parameters<typeof insist>[1], id: string): Promise<void> {
  const again = await insist(buyer.actor, asked);
  if (again.status === 201 && again.body.checkout_id === id) return;
  buyer.actor.memory.violate(
    'A start that is repeated with its key gives the same checkout',
    `${id}, then ${again.status} ${again.body?.checkout_id ?? again.code}`,
  );
}

function toldUsedUp(buyer: Buyer, limit: number | undefined): 'used_up' {
  buyer.actor.memory.usedUp.push({ linkId: buyer.link.id, limit: limit ?? 0, buyer: buyer.number });
  return 'used_up';
}

async function visit(buyer: Buyer, checkout: SeenCheckout, visits: number): Promise<Ending> {
  const isFirst = visits === 1;
  const { intention } = buyer;
  if (isFirst && intention === 'declinedFirst') {
    const ending = await pay(buyer, checkout, 'declined');
    if (ending !== 'declined') return ending;
  }
  if (isFirst && (intention === 'refusesFirst' || intention === 'walksAwayFirst')) {
    const ending = await pay(
      buyer,
      checkout,
      'challenge',
      intention === 'refusesFirst' ? 'refuse' : 'abandon',
    );
    if (ending !== 'declined') return ending;
  }
  if (isTransfer(intention)) return transfer(buyer, checkout, intention);
  switch (intention) {
    case 'cancels':
      return cancel(buyer, checkout);
    case 'wavers':
      return payWhileCanceling(buyer, checkout);
    case 'abandons':
      return 'closed';
    case 'failsAlways':
      return payUntilEnd(buyer, () => pay(buyer, checkout, 'noFunds'));
    case 'clicksTwice':
      return payUntilEnd(buyer, () => payTwiceAtOnce(buyer, checkout));
    case 'approves':
      return payUntilEnd(buyer, () => pay(buyer, checkout, 'challenge', 'approve'));
    case 'paysLate':
      return payUntilEnd(buyer, () => pay(buyer, checkout, 'late'));
    case 'toldBeforeReturn':
      return payUntilEnd(buyer, () => pay(buyer, checkout, 'toldBeforeReturn'));
    default:
      return payUntilEnd(buyer, () => pay(buyer, checkout, 'pays'));
  }
}

/** Tries again after a decline, as long as the checkout takes attempts. */
async function payUntilEnd(buyer: Buyer, tryOnce: () => Promise<Ending>): Promise<Ending> {
  for (;;) {
    const ending = await tryOnce();
    if (ending !== 'declined') return ending;
    await pause(buyer.actor, 50, 300);
  }
}
