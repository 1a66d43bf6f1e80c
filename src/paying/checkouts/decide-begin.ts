import type { Hold } from '#paying/connections/way.ts';
import type { TestCard, WayKind } from '#paying/providers/port.ts';
import { type Attempt, nextDueAt } from './attempt.ts';
import { type Change, type CounterChange, change, hasRoom, noCounters, releasePlace } from './changes.ts';
import { type CheckoutState, currentAttempt, maximumAttempts, type Places, withStatus } from './checkout.ts';
import { withTransactionStatus } from './transaction.ts';
import { usualExpiry } from './usual-expiry.ts';

export type BeginInput = {
  readonly attemptId: string;
  /** Used when the checkout has no transaction yet. */
  readonly transactionId: string;
  readonly way: BeginWay;
  /** How long a checkout lives by itself. */
  readonly timeToLiveSeconds: number;
  readonly card?: TestCard;
  readonly idempotencyScope?: string;
};

export type BeginWay = {
  readonly provider: string;
  readonly kind: WayKind;
  readonly connectionId: string | null;
  readonly hold: Hold | null;
};

export type BeginRefusal =
  | 'checkout_already_paid'
  | 'checkout_canceled'
  | 'checkout_expired'
  | 'checkout_failed'
  | 'payment_in_progress'
  | 'transfer_in_progress'
  | 'organization_suspended'
  | 'link_fully_held'
  | 'link_used_up';

export type BeginDecision =
  | { readonly verdict: 'begun'; readonly change: Change }
  | { readonly verdict: 'refused'; readonly reason: BeginRefusal }
  /** The transfer that was chosen is waited for already. */
  | { readonly verdict: 'waiting'; readonly attempt: Attempt }
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
  if (open && isWaitedFor(open, input.way)) return { verdict: 'waiting', attempt: open };
  if (open?.status === 'requires_action')
    return { verdict: 'expire_first', attemptId: open.id, providerReference: open.providerReference };
  const refusal = refusalOf(state, now);
  if (refusal) return { verdict: 'refused', reason: refusal };
  const placed = place(state, places, input.way);
  if ('reason' in placed) return { verdict: 'refused', reason: placed.reason };
  const { counters } = placed;
  return { verdict: 'begun', change: change(begun(placed.state, input, now), { counters, tells: true }) };
}

/** The page of a transfer does not grow old: whoever chooses the same way again goes on there. */
function isWaitedFor(open: Attempt, { kind, provider, connectionId }: BeginWay): boolean {
  return (
    kind === 'transfer' &&
    open.status === 'requires_action' &&
    open.provider === provider &&
    open.connectionId === connectionId
  );
}

/** An attempt keeps a place of a limited link while it is undecided, unless its way lets others have it meanwhile. */
function place(
  state: CheckoutState,
  places: Places | null,
  { hold }: BeginWay,
): { state: CheckoutState; counters: CounterChange } | { reason: BeginRefusal } {
  const isUsedUp = places !== null && places.used >= places.maxUses;
  if (hold && !hold.keepsPlace)
    return isUsedUp && !state.hasPlace ? { reason: 'link_used_up' } : releasePlace(state);
  if (places === null || state.hasPlace) return { state, counters: noCounters };
  if (!hasRoom(places)) return { reason: isUsedUp ? 'link_used_up' : 'link_fully_held' };
  return { state: { ...state, hasPlace: true }, counters: { ...noCounters, held: 1 } };
}

const dayMs = 86_400_000;

/** A transfer takes days, so its checkout lives longer; whoever then pays another way has the usual time again. */
function expiryAfter(state: CheckoutState, { way, timeToLiveSeconds }: BeginInput, now: Date): Date {
  if (way.hold) return new Date(now.getTime() + way.hold.days * dayMs);
  return usualExpiry(state, now, timeToLiveSeconds);
}

function refusalOf(state: CheckoutState, now: Date): BeginRefusal | undefined {
  if (state.status === 'paid') return 'checkout_already_paid';
  // Nobody knows yet whether money moved.
  const current = currentAttempt(state);
  if (current?.status === 'processing')
    return current.paymentMethod === 'bank_transfer' ? 'transfer_in_progress' : 'payment_in_progress';
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
    dispute: null,
    createdAt: now,
    paidAt: null,
  };
  const number = state.attemptCount + 1;
  return {
    ...withStatus(state, 'processing'),
    expiresAt: expiryAfter(state, input, now),
    transaction: withTransactionStatus(transaction, 'processing'),
    attemptCount: number,
    currentAttemptId: input.attemptId,
    attempts: [
      ...state.attempts,
      {
        id: input.attemptId,
        number,
        status: 'processing',
        provider: input.way.provider,
        connectionId: input.way.connectionId,
        providerReference: null,
        paymentMethod: input.way.kind === 'transfer' ? 'bank_transfer' : 'card',
        cardBrand: input.card?.brand ?? null,
        cardLast4: input.card?.last4 ?? null,
        errorCode: null,
        errorMessage: null,
        redirectUrl: null,
        isExcess: false,
        receivedMinor: null,
        excessMinor: 0n,
        bookVersion: null,
        attemptedAt: now,
        dueAt: nextDueAt(now, 0),
        tries: 0,
        idempotencyScope: input.idempotencyScope ?? null,
      },
    ],
  };
}
