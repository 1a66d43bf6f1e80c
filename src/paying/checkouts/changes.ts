import type { Currency } from '#platform/kit/money.ts';
import type { Attempt } from './attempt.ts';
import type { CheckoutState, PendingRefund, Places } from './checkout.ts';

/** A refund that the machine itself owes: money that arrived for nothing sold. */
export type OwedRefund = {
  readonly attemptId: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: 'late_payment' | 'excess_charge';
};

/** A refund that somebody asked for. */
export type WantedRefund = {
  readonly id: string;
  readonly attemptId: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: string | null;
  readonly requestedBy: string;
};
export type NewRefund = OwedRefund | WantedRefund;

/** A refund as it is written: with its id, and the checkout that it belongs to. */
export type BookedRefund = {
  readonly id: string;
  readonly attemptId: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: string | null;
  readonly requestedBy: string | null;
  readonly isExcess: boolean;
  readonly state: CheckoutState;
};

/** What the provider said about a refund. */
export type RefundResult = {
  readonly refund: PendingRefund;
  readonly status: 'succeeded' | 'failed';
  readonly providerReference: string;
  readonly errorMessage: string | null;
};

/** How one decision moves the shared counters of a link. */
export type CounterChange = {
  readonly used: number;
  readonly held: number;
  readonly paid: number;
  readonly grossMinor: bigint;
  readonly refundedMinor?: bigint;
};

/** The same with the currency that the payment was made in. */
export type LinkCounterChange = CounterChange & { readonly currency: Currency };

/** What a decision changes. `tells` says whether an event about the transaction is due. */
export type Change = {
  readonly state: CheckoutState;
  readonly counters: CounterChange;
  readonly tells: boolean;
  readonly refunds: readonly NewRefund[];
  readonly refundResults?: readonly RefundResult[];
};

export const noCounters: CounterChange = { used: 0, held: 0, paid: 0, grossMinor: 0n };

export function change(state: CheckoutState, parts: Partial<Omit<Change, 'state'>> = {}): Change {
  return { state, counters: noCounters, tells: false, refunds: [], ...parts };
}

/** Gives the place of a checkout back, if it keeps one. */
export function releasePlace(state: CheckoutState): { state: CheckoutState; counters: CounterChange } {
  if (!state.hasPlace) return { state, counters: noCounters };
  return { state: { ...state, hasPlace: false }, counters: { ...noCounters, held: -1 } };
}

export function replaceAttempt(state: CheckoutState, attempt: Attempt): CheckoutState {
  return { ...state, attempts: state.attempts.map((other) => (other.id === attempt.id ? attempt : other)) };
}

/** Places after a change, so that the next decision of the same batch sees them. */
export function applyToPlaces(places: Places | null, counters: CounterChange): Places | null {
  if (!places) return null;
  return { ...places, used: places.used + counters.used, held: places.held + counters.held };
}

/** Whether one more place can be taken. */
export function hasRoom(places: Places): boolean {
  return places.used + places.held < places.maxUses;
}

/** Refunds that wait for the provider after a change: those just booked join, those just decided leave. */
export function withPendingRefunds(
  state: CheckoutState,
  booked: readonly BookedRefund[],
  results: readonly RefundResult[],
  now: Date,
): CheckoutState {
  if (booked.length === 0 && results.length === 0) return state;
  const decided = new Set(results.map(({ refund }) => refund.id));
  const joining = booked.map(({ state: _, requestedBy: __, ...refund }) => ({ ...refund, createdAt: now }));
  return {
    ...state,
    pendingRefunds: [...state.pendingRefunds.filter(({ id }) => !decided.has(id)), ...joining],
  };
}
