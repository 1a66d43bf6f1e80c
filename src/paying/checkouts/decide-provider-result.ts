import type { Dispute, MoneyFacts, ProviderPayment } from '#paying/providers/port.ts';
import { declines } from '#platform/contract/declines.ts';
import { feeMinor } from '#platform/kit/tax.ts';
import { type Attempt, attemptCanChange, isUndecided, nextDueAt, withAttemptStatus } from './attempt.ts';
import {
  type Change,
  type CounterChange,
  change,
  hasRoom,
  noCounters,
  releasePlace,
  replaceAttempt,
} from './changes.ts';
import {
  type CheckoutState,
  endsWithLink,
  maximumAttempts,
  type Places,
  type TransactionState,
  withStatus,
} from './checkout.ts';
import { isSameDispute, withheldMinor } from './dispute.ts';
import { wasPaid, withTransactionStatus } from './transaction.ts';
import { oweLateMoney, withdrawRefunds } from './withdraw-refunds.ts';

/**
 * Decides what an answer of the provider about one attempt changes: the one rule by which every answer, redirect,
 * notification and question ends. It is fenced by the attempt and idempotent: an answer that says nothing new, or
 * a late failure of an attempt that something else has overtaken, changes nothing (behaviour, section 3).
 */
export function decideProviderResult(
  state: CheckoutState,
  places: Places | null,
  attemptId: string,
  payment: ProviderPayment,
  now: Date,
): Change {
  if (wasOvertaken(state, attemptId, payment)) return change(state);
  const withdrawn = withdrawRefunds(state, attemptId, payment.withdrawnRefundIds ?? []);
  const attempt = withdrawn.state.attempts.find((candidate) => candidate.id === attemptId);
  if (!attempt) return change(state);
  const known = withProviderFacts(attempt, payment);
  const told = wasGivenBack(attempt, payment) ? asGivenBack(payment) : payment;
  const decided = withMoneyFacts(decideStatus(withdrawn.state, places, known, told, now), attemptId, told);
  const { results } = withdrawn;
  const isMoved = results.length > 0 || withheldOf(decided.state) < withheldOf(state);
  const owed = isMoved ? oweLateMoney(decided, attemptId) : decided;
  return results.length === 0 ? owed : { ...owed, tells: true, refundResults: results };
}

/** Whoever changed the book since has the checkout told of it, so nothing is lost. */
function wasOvertaken(
  { attempts }: CheckoutState,
  attemptId: string,
  { bookVersion }: ProviderPayment,
): boolean {
  const attempt = attempts.find(({ id }) => id === attemptId);
  return bookVersion !== undefined && attempt?.bookVersion !== bookVersion;
}

function withheldOf({ transaction }: CheckoutState): bigint {
  return withheldMinor(transaction?.dispute ?? null);
}

/** A part that came too late was given back: with what comes after it, it pays nothing any more. */
function wasGivenBack(attempt: Attempt, { status, extraMinor = 0n }: ProviderPayment): boolean {
  return status === 'succeeded' && attempt.status !== 'succeeded' && attempt.excessMinor > extraMinor;
}

function asGivenBack(payment: ProviderPayment): ProviderPayment {
  const { reference, receivedMinor = 0n } = payment;
  return { reference, status: 'canceled', receivedMinor, extraMinor: receivedMinor };
}

function decideStatus(
  state: CheckoutState,
  places: Places | null,
  known: Attempt,
  payment: ProviderPayment,
  now: Date,
): Change {
  switch (payment.status) {
    case 'succeeded':
      return succeeded(state, places, known, now);
    case 'declined':
      return ended(
        state,
        { ...known, errorCode: payment.errorCode, errorMessage: declines[payment.errorCode].detail },
        'requires_payment_method',
        now,
      );
    case 'canceled':
      return ended(state, known, 'canceled', now);
    case 'requires_action':
      return undecided(state, { ...known, redirectUrl: payment.redirectUrl }, 'requires_action', now);
    case 'processing':
      return undecided(state, known, 'processing', now);
  }
}

function withProviderFacts(attempt: Attempt, payment: ProviderPayment): Attempt {
  return {
    ...attempt,
    providerReference: payment.reference,
    cardBrand: payment.card?.brand ?? attempt.cardBrand,
    cardLast4: payment.card?.last4 ?? attempt.cardLast4,
  };
}

function undecided(
  state: CheckoutState,
  attempt: Attempt,
  status: 'requires_action' | 'processing',
  now: Date,
): Change {
  if (!isUndecided(attempt)) return change(state);
  const tries = attempt.tries + 1;
  const next = { ...withAttemptStatus(attempt, status), tries, dueAt: nextDueAt(now, tries) };
  return change(replaceAttempt(state, next), { tells: attempt.status !== status });
}

/** Money beside the status: what arrived so far, what is too much and goes back, and what was taken back. */
function withMoneyFacts(decided: Change, attemptId: string, facts: MoneyFacts): Change {
  const received = withReceived(decided, attemptId, facts.receivedMinor);
  return withDispute(withExtra(received, attemptId, facts), attemptId, facts.dispute);
}

function withReceived(decided: Change, attemptId: string, receivedMinor: bigint | undefined): Change {
  const attempt = decided.state.attempts.find(({ id }) => id === attemptId);
  if (!attempt || receivedMinor === undefined || receivedMinor === attempt.receivedMinor) return decided;
  return { ...decided, state: replaceAttempt(decided.state, { ...attempt, receivedMinor }) };
}

/** What was given back once stays given back: an extra that shrinks changes nothing. */
function withExtra(decided: Change, attemptId: string, facts: MoneyFacts): Change {
  const attempt = decided.state.attempts.find(({ id }) => id === attemptId);
  const extraMinor = attempt && extraOf(attempt, facts, decided.state.totalMinor);
  if (!attempt || extraMinor === undefined || extraMinor <= attempt.excessMinor) return decided;
  const refund = {
    attemptId,
    amountMinor: extraMinor - attempt.excessMinor,
    taxMinor: 0n,
    reason: 'excess_charge' as const,
  };
  return {
    ...decided,
    state: replaceAttempt(decided.state, { ...attempt, excessMinor: extraMinor }),
    tells: true,
    refunds: [...decided.refunds, refund],
  };
}

/** What goes back beside the price; of a whole second payment less than that may be there. */
function extraOf(
  { isExcess }: Attempt,
  { receivedMinor, extraMinor }: MoneyFacts,
  totalMinor: bigint,
): bigint | undefined {
  return isExcess && receivedMinor !== undefined ? receivedMinor - totalMinor : extraMinor;
}

function withDispute(decided: Change, attemptId: string, dispute: Dispute | undefined): Change {
  const { transaction } = decided.state;
  if (!dispute || !transaction || transaction.paidAttemptId !== attemptId) return decided;
  if (isSameDispute(transaction.dispute, dispute)) return decided;
  // Nothing can be won back that was never taken.
  if (transaction.dispute === null && dispute.status === 'won') return decided;
  return {
    ...decided,
    tells: true,
    state: withTransaction(decided.state, (found) => ({ ...found, dispute })),
  };
}

/** A decline, a refused or abandoned challenge, or a page that was left: the checkout opens again while it may. */
function ended(
  state: CheckoutState,
  attempt: Attempt,
  status: 'requires_payment_method' | 'canceled',
  now: Date,
): Change {
  if (!isUndecided(attempt) || !attemptCanChange(attempt.status, status)) return change(state);
  const settled = replaceAttempt(state, { ...withAttemptStatus(attempt, status), dueAt: null });
  // Another attempt has taken over, or the checkout is closed: only the history changes.
  if (state.currentAttemptId !== attempt.id || state.status !== 'processing')
    return change(settled, { tells: true });
  const mayTryAgain = state.attemptCount < maximumAttempts && state.expiresAt > now;
  if (!mayTryAgain) return closed(settled, 'failed', now);
  const opened = withStatus(settled, 'open');
  return endsWithLink(state, now)
    ? closed({ ...opened, cancelReason: 'link_closed' }, 'canceled', now)
    : change(opened, { tells: true });
}

/** The end without money: the place is free again. */
function closed(state: CheckoutState, status: 'failed' | 'canceled', now: Date): Change {
  const released = releasePlace({ ...withStatus(state, status), closedAt: now });
  return change(
    withTransaction(released.state, (transaction) => withTransactionStatus(transaction, status)),
    { counters: released.counters, tells: true },
  );
}

function succeeded(state: CheckoutState, places: Places | null, attempt: Attempt, now: Date): Change {
  if (attempt.status === 'succeeded') return change(state);
  const paidAttempt: Attempt = {
    ...withAttemptStatus(attempt, 'succeeded'),
    dueAt: null,
    errorCode: null,
    errorMessage: null,
  };
  const transaction = state.transaction;
  if (transaction && wasPaid(transaction.status)) return excessCharge(state, paidAttempt);
  const place = placeFor(state, places);
  const booked = bookPayment(replaceAttempt(state, paidAttempt), paidAttempt, now);
  if (!place) return latePayment(booked, paidAttempt, now);
  return change(
    { ...withStatus(viaProcessing(booked), 'paid'), hasPlace: false, paidAt: now, closedAt: now },
    { counters: { ...place, paid: 1, grossMinor: state.totalMinor }, tells: true },
  );
}

/** How the places move when this checkout is paid; undefined when there is none for it. */
function placeFor(state: CheckoutState, places: Places | null): CounterChange | undefined {
  if (places === null) return noCounters;
  // A limit may have been lowered under a place that had lapsed: then it is a place no more.
  if (state.hasPlace) return places.used < places.maxUses ? { ...noCounters, held: -1, used: 1 } : undefined;
  return hasRoom(places) ? { ...noCounters, used: 1 } : undefined;
}

/** An older attempt may succeed while the checkout is open again; the table knows only the way through processing. */
function viaProcessing(state: CheckoutState): CheckoutState {
  return state.status === 'open' ? withStatus(state, 'processing') : state;
}

function bookPayment(state: CheckoutState, attempt: Attempt, now: Date): CheckoutState {
  return withTransaction(state, (transaction) => ({
    ...withTransactionStatus(transaction, 'paid'),
    paidAttemptId: attempt.id,
    paidAt: now,
    feeMinor: feeMinor({ grossMinor: state.totalMinor, ...state.feeTerms }),
  }));
}

/** Money for a checkout whose place is gone: booked, and given back at once. */
function latePayment(state: CheckoutState, attempt: Attempt, now: Date): Change {
  // Nothing was sold, so there is no fee either.
  const booked = withTransaction(state, (transaction) => ({
    ...withTransactionStatus(transaction, 'refund_pending'),
    feeMinor: 0n,
    refundPendingMinor: state.totalMinor,
    refundedTaxMinor: state.taxMinor,
  }));
  const isLive = state.status === 'open' || state.status === 'processing';
  const released = releasePlace(isLive ? { ...withStatus(booked, 'failed'), closedAt: now } : booked);
  return change(released.state, {
    counters: released.counters,
    tells: true,
    refunds: [
      {
        attemptId: attempt.id,
        amountMinor: state.totalMinor,
        taxMinor: state.taxMinor,
        reason: 'late_payment',
      },
    ],
  });
}

/** A second success never touches the transaction: it is booked beside it and given back by itself. */
function excessCharge(state: CheckoutState, attempt: Attempt): Change {
  return change(replaceAttempt(state, { ...attempt, isExcess: true }), {
    tells: true,
    refunds: [
      {
        attemptId: attempt.id,
        amountMinor: state.totalMinor,
        taxMinor: state.taxMinor,
        reason: 'excess_charge',
      },
    ],
  });
}

function withTransaction(
  state: CheckoutState,
  update: (transaction: TransactionState) => TransactionState,
): CheckoutState {
  return state.transaction ? { ...state, transaction: update(state.transaction) } : state;
}
