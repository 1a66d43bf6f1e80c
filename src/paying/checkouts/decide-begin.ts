import type { TestCard } from '#paying/providers/port.ts';
import { nextDueAt } from './attempt.ts';
import { type Change, change, hasRoom, noCounters } from './changes.ts';
import { type CheckoutState, currentAttempt, maximumAttempts, type Places, withStatus } from './checkout.ts';
import { withTransactionStatus } from './transaction.ts';

export type BeginInput = {
  readonly attemptId: string;
  /** Used when the checkout has no transaction yet. */
  readonly transactionId: string;
  readonly provider: string;
  readonly card?: TestCard;
  readonly idempotencyScope?: string;
};

export type BeginRefusal =
  | 'checkout_already_paid'
  | 'checkout_canceled'
  | 'checkout_expired'
  | 'checkout_failed'
  | 'payment_in_progress'
  | 'organization_suspended'
  | 'link_fully_held'
  | 'link_used_up';

export type BeginDecision =
  | { readonly verdict: 'begun'; readonly change: Change }
  | { readonly verdict: 'refused'; readonly reason: BeginRefusal }
  /** An earlier attempt is still open at the provider: it is ended there first. */
  | {
      readonly verdict: 'expire_first';
      readonly attemptId: string;
      readonly providerReference: string | null;
    };

/**
 * Decides whether a new attempt may begin. This is the fence against a second charge: while one attempt is
 * undecided, no other begins (behaviour, section 3).
 *
 * @param places counter row of the link under its lock; null when the link is unlimited or there is none
 */
export function decideBegin(
  state: CheckoutState,
  places: Places | null,
  input: BeginInput,
  now: Date,
): BeginDecision {
  const open = currentAttempt(state);
  // Before anything that says "no money moved": at a challenge or a provider's page the buyer may just have paid.
  if (open?.status === 'requires_action')
    return { verdict: 'expire_first', attemptId: open.id, providerReference: open.providerReference };
  const refusal = refusalOf(state, now);
  if (refusal) return { verdict: 'refused', reason: refusal };
  const takesPlace = places !== null && !state.hasPlace;
  if (takesPlace && !hasRoom(places)) {
    return { verdict: 'refused', reason: places.used >= places.maxUses ? 'link_used_up' : 'link_fully_held' };
  }
  return {
    verdict: 'begun',
    change: change(begun({ ...state, hasPlace: state.hasPlace || takesPlace }, input, now), {
      counters: takesPlace ? { ...noCounters, held: 1 } : noCounters,
      tells: true,
    }),
  };
}

function refusalOf(state: CheckoutState, now: Date): BeginRefusal | undefined {
  if (state.status === 'paid') return 'checkout_already_paid';
  // Nobody knows yet whether money moved.
  if (currentAttempt(state)?.status === 'processing') return 'payment_in_progress';
  if (state.status === 'canceled' || state.linkClosed) return 'checkout_canceled';
  if (state.status === 'failed') return 'checkout_failed';
  if (state.status === 'expired') return 'checkout_expired';
  if (state.organizationStatus === 'suspended') return 'organization_suspended';
  if (state.expiresAt <= now) return 'checkout_expired';
  if (state.status === 'open' && state.attemptCount >= maximumAttempts) return 'checkout_failed';
  return undefined;
}

function begun(state: CheckoutState, input: BeginInput, now: Date): CheckoutState {
  const transaction = state.transaction ?? {
    id: input.transactionId,
    status: 'processing' as const,
    sequence: 0,
    feeMinor: 0n,
    refundedMinor: 0n,
    refundPendingMinor: 0n,
    refundedTaxMinor: 0n,
    paidAttemptId: null,
    createdAt: now,
    paidAt: null,
  };
  const number = state.attemptCount + 1;
  return {
    ...withStatus(state, 'processing'),
    transaction: withTransactionStatus(transaction, 'processing'),
    attemptCount: number,
    currentAttemptId: input.attemptId,
    attempts: [
      ...state.attempts,
      {
        id: input.attemptId,
        number,
        status: 'processing',
        provider: input.provider,
        providerReference: null,
        paymentMethod: 'card',
        cardBrand: input.card?.brand ?? null,
        cardLast4: input.card?.last4 ?? null,
        errorCode: null,
        errorMessage: null,
        redirectUrl: null,
        isExcess: false,
        attemptedAt: now,
        dueAt: nextDueAt(now, 0),
        tries: 0,
        idempotencyScope: input.idempotencyScope ?? null,
      },
    ],
  };
}
