import { randomUUID } from 'node:crypto';
import { card, cards } from '#test/support/scenario.ts';
import type { SeenCheckout } from '../memory.ts';
import { type Answer, ask, insist, isUnknown, pause, unexpected } from './asking.ts';
import type { Buyer } from './buyer.ts';

/** How a try to pay ended: paid; open again; closed without money; or no place left at all. */
export type Ending = 'paid' | 'declined' | 'closed' | 'used_up';

const cardNumbers = { ...cards, toldBeforeReturn: '4000000000000259' } as const;
type CardName = keyof typeof cardNumbers;
type Reaction = 'approve' | 'refuse' | 'abandon';

/** Pays with a card until it is decided. A request whose answer was lost is repeated with its key, or looked after. */
export async function pay(
  buyer: Buyer,
  checkout: SeenCheckout,
  cardName: CardName,
  reaction: Reaction = 'approve',
): Promise<Ending> {
  const { actor } = buyer;
  const key = actor.random.chance(0.8) ? randomUUID() : undefined;
  for (;;) {
    const asked = payRequest(checkout, cardName, key);
    const answer = await ask(actor, asked);
    if (isUnknown(answer)) {
      actor.memory.count('retries');
      await pause(actor, 100, 600);
      if (key) continue;
      // Somebody without a key looks first: paying again blindly is what the fence is for, and it is tried, too.
      const state = actor.random.chance(0.5) ? await stateOf(buyer, checkout) : 'open';
      if (state === 'open') continue;
      return afterwards(buyer, checkout, state);
    }
    if (answer.code === 'idempotency_in_progress' || answer.code === 'link_fully_held') {
      await pause(actor, 200, 600);
      continue;
    }
    return endingOf(buyer, checkout, asked, answer, reaction);
  }
}

/** A double click, or two tabs: both requests go out before either is answered. */
export async function payTwiceAtOnce(buyer: Buyer, checkout: SeenCheckout): Promise<Ending> {
  const { actor } = buyer;
  const sameKey = actor.random.chance(0.3) ? randomUUID() : undefined;
  const asked = [0, 1].map(() =>
    payRequest(checkout, 'pays', sameKey ?? (actor.random.chance(0.5) ? randomUUID() : undefined)),
  );
  const answers = await Promise.all(asked.map((request) => ask(actor, request)));
  const known = answers.filter((answer) => !isUnknown(answer));
  const best = known.find(({ status }) => status === 200) ?? known.find(({ status }) => status === 202);
  const transactions = new Set(known.flatMap(({ body }) => body?.transaction_id ?? []));
  if (transactions.size > 1)
    actor.memory.violate('A checkout has one transaction', `${checkout.id}: ${[...transactions]}`);
  if (best) return endingOf(buyer, checkout, asked[0] as PayRequest, best, 'approve');
  await pause(actor, 50, 300);
  return afterwards(buyer, checkout, await stateOf(buyer, checkout));
}

/** Pays in one tab and cancels in the other: one of the two is true afterwards, never both. */
export async function payWhileCanceling(buyer: Buyer, checkout: SeenCheckout): Promise<Ending> {
  const paying = payRequest(checkout, 'pays', randomUUID());
  const canceling = cancelRequest(checkout);
  const [paid, canceled] = await Promise.all([ask(buyer.actor, paying), ask(buyer.actor, canceling)]);
  if (canceled?.status === 200) buyer.actor.memory.canceled.add(checkout.id);
  if (paid?.status === 200) remember(buyer, checkout, paid.body.transaction_id);
  if (paid?.status === 200 && canceled?.status === 200)
    buyer.actor.memory.violate('A checkout is either paid or canceled', checkout.id);
  return 'closed';
}

/** Gives up; asks again until somebody answers. Money that is on its way may have been faster. */
export async function cancel(
  buyer: Buyer,
  checkout: SeenCheckout,
  { hasSentMoney = false } = {},
): Promise<Ending> {
  const { actor } = buyer;
  const asked = cancelRequest(checkout);
  for (;;) {
    const answer = await insist(actor, asked);
    if (answer.status === 200) actor.memory.canceled.add(checkout.id);
    if (answer.status === 200 || answer.code === 'checkout_expired' || answer.code === 'checkout_canceled')
      return 'closed';
    if (answer.code === 'checkout_failed') return 'closed';
    if (hasSentMoney && answer.code === 'checkout_already_paid') return remember(buyer, checkout, undefined);
    if (answer.code !== 'payment_in_progress') unexpected(actor, asked, answer);
    await pause(actor, 200, 600);
  }
}

type PayRequest = ReturnType<typeof payRequest>;

function payRequest(checkout: SeenCheckout, cardName: CardName, key: string | undefined) {
  const body = card(cardNumbers[cardName]);
  return { method: 'POST', path: `/api/checkout/${checkout.token}/pay/`, body, key } as const;
}

function cancelRequest(checkout: SeenCheckout) {
  return { method: 'POST', path: `/api/checkout/${checkout.token}/cancel/` } as const;
}

async function endingOf(
  buyer: Buyer,
  checkout: SeenCheckout,
  asked: PayRequest,
  answer: Answer,
  reaction: Reaction,
): Promise<Ending> {
  const { status, code, body } = answer;
  if (status === 200) return remember(buyer, checkout, body.transaction_id);
  if (status === 202) {
    if (body.next_action) await answerBank(buyer, body.next_action.url, checkout, reaction);
    return afterwards(buyer, checkout, 'processing');
  }
  if (status === 402) return 'declined';
  if (code === 'payment_in_progress') return afterwards(buyer, checkout, 'processing');
  if (code === 'checkout_already_paid') return remember(buyer, checkout, undefined);
  if (code === 'link_used_up') return 'used_up';
  if (code === 'checkout_expired' || code === 'checkout_canceled' || code === 'checkout_failed')
    return 'closed';
  unexpected(buyer.actor, asked, answer);
  return 'closed';
}

/** At the bank's page; some answer and never come back, some come back twice. */
async function answerBank(
  buyer: Buyer,
  url: string,
  checkout: SeenCheckout,
  reaction: Reaction,
): Promise<void> {
  const { actor } = buyer;
  const { pathname } = new URL(url);
  await pause(actor, 0, 400);
  if (pathname.startsWith('/sandbox/')) {
    if (actor.random.chance(0.05)) return;
    await ask(actor, { method: 'POST', path: pathname, form: { outcome: reaction } });
  }
  for (let returns = actor.random.between(0, 2); returns > 0; returns--)
    await ask(actor, { method: 'GET', path: `/checkout/${checkout.token}/return` });
}

const patienceMs = 6_000;

/** Looks at the checkout until it is decided; after a while an impatient buyer tries to pay again. */
async function afterwards(buyer: Buyer, checkout: SeenCheckout, state: string): Promise<Ending> {
  const sinceMs = performance.now();
  for (let now = state; ; now = await stateOf(buyer, checkout)) {
    if (now === 'paid') return remember(buyer, checkout, undefined);
    if (now === 'open') return 'declined';
    if (now !== 'processing') return 'closed';
    if (performance.now() - sinceMs > patienceMs) return 'declined';
    await pause(buyer.actor, 150, 500);
  }
}

export async function stateOf(buyer: Buyer, checkout: SeenCheckout): Promise<string> {
  const asked = { method: 'GET', path: `/api/checkout/${checkout.token}/` } as const;
  const answer = await insist(buyer.actor, asked);
  if (answer.status !== 200) unexpected(buyer.actor, asked, answer);
  return answer.body?.status ?? 'closed';
}

export function remember(buyer: Buyer, checkout: SeenCheckout, transactionId: string | undefined): 'paid' {
  const { payments } = buyer.actor.memory;
  const known = payments.get(checkout.id)?.transactionId;
  const shopNumber = buyer.link.shop.number;
  payments.set(checkout.id, { ...checkout, transactionId: transactionId ?? known ?? '', shopNumber });
  return 'paid';
}
