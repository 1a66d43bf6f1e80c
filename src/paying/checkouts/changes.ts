import type { Currency } from '#platform/kit/money.ts';
import type { Attempt } from './attempt.ts';
import type { CheckoutState, Places } from './checkout.ts';

/** A refund that the machine itself owes: money that arrived for nothing sold. */
export type OwedRefund = {
  readonly attemptId: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: 'late_payment' | 'excess_charge';
};

/** How one decision moves the shared counters of a link. */
export type CounterChange = {
  readonly used: number;
  readonly held: number;
  readonly paid: number;
  readonly grossMinor: bigint;
};

/** The same with the currency that the payment was made in. */
export type LinkCounterChange = CounterChange & { readonly currency: Currency };

/** What a decision changes. `tells` says whether an event about the transaction is due. */
export type Change = {
  readonly state: CheckoutState;
  readonly counters: CounterChange;
  readonly tells: boolean;
  readonly refunds: readonly OwedRefund[];
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
