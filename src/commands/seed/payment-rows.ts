import type { Organization } from '#merchants/organizations/organization.ts';
import type { Attempt } from '#paying/checkouts/attempt.ts';
import type { Billing } from '#paying/checkouts/billing.ts';
import type { CheckoutState, Places, TransactionState } from '#paying/checkouts/checkout.ts';
import { transactionEvent } from '#paying/checkouts/checkout-event.ts';
import { decideBegin } from '#paying/checkouts/decide-begin.ts';
import { decideProviderResult } from '#paying/checkouts/decide-provider-result.ts';
import { bookChange } from '#paying/checkouts/hot/book-change.ts';
import type { ProviderPayment } from '#paying/providers/port.ts';
import { assert } from '#platform/kit/assert.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type Currency, currencies } from '#platform/kit/money.ts';
import { counterShards, type Offer } from '#selling/payment-links/payment-link.ts';
import type { Plan, SeedLink } from './plan.ts';
import { oneOf, type Random, wholeBelow } from './random.ts';

/** One paid checkout with all that belongs to it, as `insertPayments` writes it. Amounts are minor units as text. */
export type PaymentRow = {
  readonly checkoutId: string;
  readonly transactionId: string;
  readonly attemptId: string;
  readonly bankId: string;
  readonly startedEventId: string;
  readonly begunEventId: string;
  readonly paidEventId: string;
  readonly begunBody: string;
  readonly paidBody: string;
  readonly linkId: string;
  readonly shard: number;
  readonly currency: Currency;
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  readonly fee: string;
  readonly billing: Billing;
  readonly brand: string;
  readonly last4: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly begunAt: Date;
  readonly paidAt: Date;
  readonly entryId: string;
  readonly postings: readonly { readonly account: string; readonly amount: string }[];
  readonly reserved: string | null;
  readonly releaseAt: Date | null;
};

const provider = 'sandbox';
const timeToLiveMs = 1_800_000;

/**
 * Makes payments as the sandbox settles them: started, begun, and paid a moment later. The rules that decide for
 * buyers decide here, too, so seeded payments are like theirs.
 *
 * @returns a function that gives the payment of this place in the plan
 */
export function createRowMaker(
  organization: Organization,
  plan: Plan,
  random: Random,
): (index: number) => PaymentRow {
  const { links, linkOfPayment, startsAt } = plan;
  return (index) => {
    const link = links[linkOfPayment[index] as number] as SeedLink;
    const startedAt = startsAt(index);
    const begunAt = new Date(startedAt.getTime() + 20_000 + wholeBelow(random, 240_000));
    const paidAt = new Date(begunAt.getTime() + 40 + wholeBelow(random, 400));
    const currency = random() < 0.85 ? link.offer.currency : oneOf(random, offeredCurrencies(link));
    const open = openCheckout(organization, link, currency, startedAt, index);
    const places = placesOf(link);
    const card = oneOf(random, cards);
    const begun = told(begin(open, places, card, begunAt));
    const paid = told(settle(begun, places, card, paidAt));
    const { transaction, attempt } = endOf(paid);
    const { entries, reserves } = bookChange(begun, paid, [], [], paidAt);
    const [entry] = entries;
    assert(entry?.kind === 'payment' && entries.length === 1, 'A payment is one entry in the books.');
    const [begunEventId, paidEventId] = [uuidv7(begunAt), uuidv7(paidAt)];
    const { subtotalMinor, taxMinor, totalMinor } = offerOf(link, currency);
    return {
      checkoutId: paid.id,
      transactionId: transaction.id,
      attemptId: attempt.id,
      bankId: attempt.providerReference as string,
      startedEventId: uuidv7(open.createdAt),
      begunEventId,
      paidEventId,
      begunBody: transactionEvent(begun, begunEventId, begunAt).body,
      paidBody: transactionEvent(paid, paidEventId, paidAt).body,
      linkId: link.id,
      shard: index % counterShards,
      currency,
      subtotal: String(subtotalMinor),
      tax: String(taxMinor),
      total: String(totalMinor),
      fee: String(transaction.feeMinor),
      billing: billingOf(payerEmailOf(index), random),
      brand: card.brand,
      last4: card.last4,
      startedAt: open.createdAt,
      expiresAt: open.expiresAt,
      begunAt,
      paidAt,
      entryId: uuidv7(paidAt),
      postings: entry.postings.map(({ account, amountMinor }) => ({ account, amount: String(amountMinor) })),
      reserved: reserves[0] ? String(reserves[0].amountMinor) : null,
      releaseAt: reserves[0]?.releaseAt ?? null,
    };
  };
}

function openCheckout(
  organization: Organization,
  link: SeedLink,
  currency: Currency,
  startedAt: Date,
  index: number,
): CheckoutState {
  const { taxMinor, totalMinor } = offerOf(link, currency);
  const { feePercent, feeFixedMinor, reservePercent, reserveDays } = organization;
  return {
    organizationId: organization.id,
    id: uuidv7(startedAt),
    mode: 'sandbox',
    paymentLinkId: link.id,
    status: 'open',
    hasPlace: link.maxUses !== null,
    currency,
    pricingMode: organization.pricingMode,
    taxMinor,
    totalMinor,
    payerEmail: payerEmailOf(index),
    metadata: {},
    clientReferenceId: null,
    utm: null,
    locale: null,
    attemptCount: 0,
    currentAttemptId: null,
    createdAt: startedAt,
    expiresAt: new Date(startedAt.getTime() + timeToLiveMs),
    paidAt: null,
    cancelReason: null,
    closedAt: null,
    transaction: null,
    attempts: [],
    organizationStatus: 'active',
    feeTerms: { percentThousandths: feePercent, fixedMinor: feeFixedMinor[currency] },
    pendingRefunds: [],
    connections: [],
    reserveTerms: { percentThousandths: reservePercent, days: reserveDays },
    linkClosed: false,
    linkClosesAt: null,
  };
}

function offeredCurrencies({ offer }: SeedLink): Currency[] {
  return currencies.filter((currency) => offer.offers[currency]);
}

function offerOf({ offer }: SeedLink, currency: Currency): Offer {
  const offered = offer.offers[currency];
  assert(offered, 'A payment is made in a currency that its link offers.');
  return offered;
}

type Card = (typeof cards)[number];

function begin(open: CheckoutState, places: Places | null, card: Card, begunAt: Date): CheckoutState {
  const ids = { attemptId: uuidv7(begunAt), transactionId: uuidv7(begunAt) };
  const way = { provider, kind: 'card_form', connectionId: null, hold: null } as const;
  const timeToLiveSeconds = timeToLiveMs / 1000;
  const decision = decideBegin(open, places, { ...ids, way, timeToLiveSeconds, card }, begunAt);
  assert(decision.verdict === 'begun', 'A checkout that was just started can be paid.');
  return decision.change.state;
}

function settle(begun: CheckoutState, places: Places | null, card: Card, paidAt: Date): CheckoutState {
  const payment: ProviderPayment = {
    status: 'succeeded',
    reference: uuidv7(paidAt),
    card: { brand: card.brand, last4: card.last4 },
  };
  return decideProviderResult(begun, places, endOf(begun).attempt.id, payment, paidAt).state;
}

/** Each change that is told gets the next number of its transaction. */
function told(state: CheckoutState): CheckoutState {
  const { transaction } = endOf(state);
  return { ...state, transaction: { ...transaction, sequence: transaction.sequence + 1 } };
}

function endOf(state: CheckoutState): { transaction: TransactionState; attempt: Attempt } {
  const attempt = state.attempts.at(-1);
  assert(state.transaction && attempt, 'A checkout that was begun has a transaction and an attempt.');
  return { transaction: state.transaction, attempt };
}

/** Room enough: the plan has counted what each link sells. */
function placesOf(link: SeedLink): Places | null {
  return link.maxUses === null ? null : { maxUses: link.maxUses, used: 0, held: 1 };
}

const cards = [
  { scenario: 'succeeds', brand: 'visa', last4: '4242' },
  { scenario: 'succeeds', brand: 'mastercard', last4: '4444' },
];
const firstNames = ['Maja', 'Jonas', 'Zoë', 'Łukasz', 'Inés', 'Noah', 'Aylin', 'Grace'];
const lastNames = ['Lindqvist', 'Okafor', 'Müller', 'Nowak', 'García', 'Smith', 'Rossi', 'de Vries'];
const countries = ['DE', 'FR', 'NL', 'PL', 'ES', 'IT', 'GB'];

function billingOf(email: string, random: Random): Billing {
  return {
    email,
    first_name: oneOf(random, firstNames),
    last_name: oneOf(random, lastNames),
    country: oneOf(random, countries),
  };
}

function payerEmailOf(index: number): string {
  return `buyer-${index % 50_000}@example.com`;
}
