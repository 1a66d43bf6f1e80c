import type { NewEvent } from '#messaging/events/event.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Attempt } from './attempt.ts';
import type { CheckoutState } from './checkout.ts';
import { showDispute } from './dispute.ts';

/** One attempt as receivers and API clients see it. */
export function showAttempt(attempt: Attempt) {
  return {
    status: attempt.status,
    paymentId: formatId('att', attempt.id),
    attemptedAt: formatInstant(attempt.attemptedAt),
    errorCode: attempt.errorCode,
    errorMessage: attempt.errorMessage,
    paymentMethod: attempt.paymentMethod,
    card:
      attempt.cardBrand && attempt.cardLast4 ? { brand: attempt.cardBrand, last4: attempt.cardLast4 } : null,
  };
}

/** All attempts, newest first: always the full snapshot. */
export function showAttempts(attempts: readonly Attempt[]) {
  return [...attempts].sort((left, right) => right.number - left.number).map(showAttempt);
}

/** The event that tells how a transaction stands now; its body is fixed here (contract, section 8). */
export function transactionEvent(state: CheckoutState, eventId: string, now: Date): NewEvent {
  const transaction = state.transaction;
  assert(transaction, 'An event about a transaction needs the transaction.');
  const checkoutId = formatId('chk', state.id);
  const body = {
    event: 'transaction.status_changed',
    event_id: formatId('evt', eventId),
    sequence: transaction.sequence,
    transaction_id: formatId('TX', transaction.id),
    order_id: checkoutId,
    checkout_id: checkoutId,
    payment_link_id: state.paymentLinkId,
    client_reference_id: state.clientReferenceId,
    utm: state.utm ?? {},
    amount: formatAmount(state.totalMinor - transaction.feeMinor),
    gross_amount: formatAmount(state.totalMinor),
    status: transaction.status,
    currency: state.currency,
    payer_email: state.payerEmail,
    ...(transaction.dispute ? { dispute: showDispute(transaction.dispute) } : {}),
    depositAttempts: showAttempts(state.attempts),
    metadata: state.metadata,
    mode: state.mode,
    created_at: formatInstant(transaction.createdAt),
    updated_at: formatInstant(now),
  };
  return {
    id: eventId,
    organizationId: state.organizationId,
    mode: state.mode,
    type: 'transaction.status_changed',
    isPublic: true,
    checkoutId: state.id,
    transactionId: transaction.id,
    ...(state.paymentLinkId ? { paymentLinkId: state.paymentLinkId } : {}),
    sequence: transaction.sequence,
    body: JSON.stringify(body),
  };
}

/** Tells, inside the house, that a checkout without a transaction changed. */
export function checkoutEvent(state: CheckoutState, eventId: string, now: Date): NewEvent {
  return {
    id: eventId,
    organizationId: state.organizationId,
    mode: state.mode,
    type: 'checkout.status_changed',
    isPublic: false,
    checkoutId: state.id,
    ...(state.paymentLinkId ? { paymentLinkId: state.paymentLinkId } : {}),
    body: JSON.stringify({
      checkout_id: formatId('chk', state.id),
      status: state.status,
      at: formatInstant(now),
    }),
  };
}
