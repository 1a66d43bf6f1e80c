import { type Currency, type Line, sumsOf, taxOfRefund, written } from './arithmetic.ts';

/** Lives and pauses in seconds, as the contract gives them. */
const lifeSeconds = 1_800;
const mostAttempts = 5;

export type Card = 'pays' | 'declined' | 'challenge' | 'late';
export type Refund = { readonly amount: bigint; readonly tax: bigint };
type AttemptStatus = 'succeeded' | 'requires_payment_method' | 'requires_action' | 'processing' | 'canceled';

/** A buyer's checkout as the published rules tell it: no rows, no locks, one thing after the other. */
export type Checkout = {
  readonly id: string;
  readonly token: string;
  readonly startKey: string;
  readonly askedCurrency: Currency | undefined;
  readonly currency: Currency;
  readonly total: bigint;
  readonly tax: bigint;
  readonly startedAt: number;
  expiresAt: number;
  status: 'open' | 'processing' | 'paid' | 'failed' | 'canceled' | 'expired';
  hasPlace: boolean;
  /** Newest last. */
  attempts: AttemptStatus[];
  transaction: 'none' | 'processing' | 'paid' | 'failed' | 'canceled' | 'given back';
  transactionId: string;
  refunds: Refund[];
  challengeUrl: string;
};

/** What a request is answered with: a status, and a code where it is refused. */
export type Answer = { readonly status: number; readonly code?: string };

const refused = (status: number, code: string): Answer => ({ status, code });

export class LinkModel {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly currency: Currency;
  readonly isTaxIncluded: boolean;
  readonly checkouts: Checkout[] = [];
  maxUses: number | null;
  isActive = true;
  isDeleted = false;
  /** When its open checkouts end because it was closed; null while it is open. */
  closesAt: number | null = null;
  expiresAt: number | null = null;

  constructor(facts: Pick<LinkModel, 'id' | 'lines' | 'currency' | 'isTaxIncluded' | 'maxUses'>) {
    this.id = facts.id;
    this.lines = facts.lines;
    this.currency = facts.currency;
    this.isTaxIncluded = facts.isTaxIncluded;
    this.maxUses = facts.maxUses;
  }

  get uses(): number {
    return this.checkouts.filter(({ status }) => status === 'paid').length;
  }

  get held(): number {
    return this.checkouts.filter(({ hasPlace }) => hasPlace).length;
  }

  get remaining(): number | null {
    return this.maxUses === null ? null : this.maxUses - this.uses - this.held;
  }

  /** The first that holds, in the order of the contract. */
  statusAt(time: number): 'deleted' | 'inactive' | 'expired' | 'used_up' | 'active' {
    if (this.isDeleted) return 'deleted';
    if (!this.isActive) return 'inactive';
    if (this.expiresAt !== null && this.expiresAt <= time) return 'expired';
    return this.maxUses !== null && this.uses >= this.maxUses ? 'used_up' : 'active';
  }

  previewAt(time: number): Answer {
    const status = this.statusAt(time);
    return status === 'active' ? { status: 200 } : refused(410, `link_${status}`);
  }

  revenue(currency: Currency): string {
    const paid = this.checkouts.filter((each) => each.status === 'paid' && each.currency === currency);
    return written(paid.reduce((sum, each) => sum + each.total - refundedOf(each).amount, 0n));
  }

  /** What a buyer pays in the link's own currency. */
  sums() {
    const { tax, total } = sumsOf(this.lines, this.currency, this.isTaxIncluded);
    return { tax: written(tax), total: written(total) };
  }

  /** What a start is answered with; a 201 is followed by `add`. */
  startAt(time: number): Answer {
    const preview = this.previewAt(time);
    if (preview.status !== 200) return preview;
    return this.remaining === 0 ? refused(409, 'link_fully_held') : { status: 201 };
  }

  add(
    started: Pick<Checkout, 'id' | 'token' | 'startKey' | 'askedCurrency' | 'currency'>,
    time: number,
  ): Checkout {
    const checkout: Checkout = {
      ...started,
      ...sumsOf(this.lines, started.currency, this.isTaxIncluded),
      startedAt: time,
      expiresAt: time + lifeSeconds,
      status: 'open',
      hasPlace: this.maxUses !== null,
      attempts: [],
      transaction: 'none',
      transactionId: '',
      refunds: [],
      challengeUrl: '',
    };
    this.checkouts.push(checkout);
    return checkout;
  }

  pay(checkout: Checkout, card: Card): Answer {
    // A page of the bank is ended first, whatever is answered then.
    if (this.#isClosed && isAtBank(checkout)) this.#fail(checkout, 'canceled');
    const refusal = this.#payRefusal(checkout);
    if (refusal) return refusal;
    if (checkout.status === 'processing') this.#fail(checkout, 'canceled');
    if (checkout.status === 'failed') return refused(410, 'checkout_failed');
    if (this.maxUses !== null && !checkout.hasPlace) {
      if (this.uses >= this.maxUses) return refused(410, 'link_used_up');
      if (this.remaining === 0) return refused(409, 'link_fully_held');
      checkout.hasPlace = true;
    }
    checkout.status = 'processing';
    checkout.transaction = 'processing';
    checkout.attempts.push(card === 'challenge' ? 'requires_action' : 'processing');
    if (card === 'pays') this.#succeed(checkout);
    if (card === 'declined') this.#fail(checkout, 'requires_payment_method');
    if (card === 'pays') return { status: 200 };
    return card === 'declined' ? refused(402, 'card_declined') : { status: 202 };
  }

  #payRefusal(checkout: Checkout): Answer | undefined {
    if (checkout.status === 'paid') return refused(409, 'checkout_already_paid');
    if (isUndecided(checkout)) return refused(409, 'payment_in_progress');
    // Told of every checkout of a link that was switched off, also of those that had ended before.
    if (this.#isClosed) return refused(410, 'checkout_canceled');
    if (checkout.status === 'open' || checkout.status === 'processing') return undefined;
    return refused(410, `checkout_${checkout.status}`);
  }

  /** The buyer at the bank's page; the page knows nothing of a checkout that was closed meanwhile. */
  answerChallenge(checkout: Checkout, isApproved: boolean): void {
    if (isApproved) this.#succeed(checkout);
    else this.#fail(checkout, 'requires_payment_method');
  }

  /** The notification of a payment that was left undecided. */
  notify(checkout: Checkout): void {
    this.#succeed(checkout);
  }

  cancel(checkout: Checkout): Answer {
    if (isUndecided(checkout)) return refused(409, 'payment_in_progress');
    if (checkout.status === 'processing') this.#fail(checkout, 'canceled');
    if (checkout.status === 'open') {
      this.#close(checkout, 'canceled');
      checkout.transaction = 'canceled';
    }
    if (checkout.status === 'canceled') return { status: 200 };
    if (checkout.status === 'paid') return refused(409, 'checkout_already_paid');
    return refused(410, `checkout_${checkout.status}`);
  }

  renew(checkout: Checkout, time: number): Answer {
    const until = renewedUntil(checkout, time);
    if (this.#isClosed || checkout.status !== 'open' || until <= checkout.expiresAt)
      return refused(409, 'checkout_not_open');
    checkout.expiresAt = until;
    return { status: 200 };
  }

  /** Time went by: what is over ends, and what waits for the buyer at the bank cannot be paid any more. */
  lapse(time: number): void {
    this.#lapseOpen(time);
    if (this.closesAt !== null && this.closesAt <= time) this.#closeAll();
  }

  #lapseOpen(time: number): void {
    for (const checkout of this.checkouts) {
      if (checkout.expiresAt > time) continue;
      if (checkout.status === 'processing' && !isUndecided(checkout)) {
        replaceLast(checkout, 'canceled');
        this.#close(checkout, 'failed');
        checkout.transaction = 'failed';
      } else if (checkout.status === 'open') {
        this.#close(checkout, 'expired');
        if (checkout.transaction === 'processing') checkout.transaction = 'failed';
      }
    }
  }

  changeLimit(maxUses: number | null): Answer {
    if (this.isDeleted) return refused(409, 'link_deleted');
    if (maxUses !== null && maxUses < this.uses + this.held) return refused(400, 'max_uses_below_uses');
    this.maxUses = maxUses;
    if (maxUses === null) for (const checkout of this.checkouts) checkout.hasPlace = false;
    return { status: 200 };
  }

  switch(isActive: boolean, time: number): Answer {
    if (this.isDeleted) return refused(409, 'link_deleted');
    this.isActive = isActive;
    this.#closeLater(time);
    return { status: 200 };
  }

  remove(time: number): Answer {
    this.isDeleted = true;
    this.#closeLater(time);
    return { status: 204 };
  }

  restore(time: number): Answer {
    this.isDeleted = false;
    this.#closeLater(time);
    return { status: 200 };
  }

  get #isClosed(): boolean {
    return this.isDeleted || !this.isActive;
  }

  /** Ten seconds in which it can be taken back, from the moment at which it was closed. */
  #closeLater(time: number): void {
    this.closesAt = this.#isClosed ? (this.closesAt ?? time + 10) : null;
  }

  end(expiresAt: number | null): Answer {
    if (this.isDeleted) return refused(409, 'link_deleted');
    this.expiresAt = expiresAt;
    return { status: 200 };
  }

  refund(checkout: Checkout, amount: bigint | undefined): Answer & { readonly refund?: Refund } {
    if (checkout.transaction === 'given back') return refused(409, 'refund_exceeds_payment');
    if (checkout.transaction !== 'paid') return refused(409, 'transaction_not_paid');
    const earlier = refundedOf(checkout);
    const wanted = amount ?? checkout.total - earlier.amount;
    if (wanted === 0n || earlier.amount + wanted > checkout.total)
      return refused(409, 'refund_exceeds_payment');
    const refund = { amount: wanted, tax: taxOfRefund(checkout, earlier, wanted) };
    checkout.refunds.push(refund);
    return { status: 201, refund };
  }

  /** Whoever is already at the bank without a place gets one if there is one, or the money back. */
  #succeed(checkout: Checkout): void {
    replaceLast(checkout, 'succeeded');
    const needsPlace = this.maxUses !== null && !checkout.hasPlace;
    if (needsPlace && this.remaining === 0) {
      checkout.status = 'failed';
      checkout.transaction = 'given back';
      checkout.refunds = [{ amount: checkout.total, tax: checkout.tax }];
      return;
    }
    checkout.hasPlace = false;
    checkout.status = 'paid';
    checkout.transaction = 'paid';
  }

  /** An attempt ended without money: another one may follow, unless it was the last or the link is closed. */
  #fail(checkout: Checkout, as: 'requires_payment_method' | 'canceled'): void {
    replaceLast(checkout, as);
    checkout.status = 'open';
    if (checkout.attempts.length >= mostAttempts) {
      this.#close(checkout, 'failed');
      checkout.transaction = 'failed';
    }
  }

  #closeAll(): void {
    for (const checkout of this.checkouts) {
      if (checkout.status === 'processing' && !isUndecided(checkout)) this.#fail(checkout, 'canceled');
      if (checkout.status !== 'open') continue;
      this.#close(checkout, 'canceled');
      if (checkout.transaction === 'processing') checkout.transaction = 'canceled';
    }
  }

  #close(checkout: Checkout, status: 'canceled' | 'expired' | 'failed'): void {
    checkout.status = status;
    checkout.hasPlace = false;
  }
}

/** Submitted, and nobody knows yet: nothing else may begin. */
export function isUndecided(checkout: Checkout): boolean {
  return checkout.status === 'processing' && checkout.attempts.at(-1) === 'processing';
}

export function isAtBank(checkout: Checkout): boolean {
  return checkout.status === 'processing' && checkout.attempts.at(-1) === 'requires_action';
}

/** A fresh life, but never past twice the life that it started with. */
export function renewedUntil(checkout: Checkout, time: number): number {
  return Math.min(time + lifeSeconds, checkout.startedAt + 2 * lifeSeconds);
}

export function refundedOf({ refunds }: Pick<Checkout, 'refunds'>): Refund {
  const sum = (pick: (refund: Refund) => bigint) => refunds.reduce((total, each) => total + pick(each), 0n);
  return { amount: sum(({ amount }) => amount), tax: sum(({ tax }) => tax) };
}

/** The status that the transaction shows. */
export function transactionStatus(checkout: Checkout): string {
  if (checkout.transaction === 'given back') return 'refunded';
  if (checkout.transaction !== 'paid') return checkout.transaction;
  const { amount } = refundedOf(checkout);
  if (amount === 0n) return 'paid';
  return amount === checkout.total ? 'refunded' : 'partially_refunded';
}

function replaceLast(checkout: Checkout, status: AttemptStatus): void {
  checkout.attempts = [...checkout.attempts.slice(0, -1), status];
}
