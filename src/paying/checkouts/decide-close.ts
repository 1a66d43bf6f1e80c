import type { CancelReason } from '#platform/contract/checkouts.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import { isUndecided } from './attempt.ts';
import { type Change, change, releasePlace } from './changes.ts';
import { type CheckoutState, currentAttempt, withStatus } from './checkout.ts';
import { withTransactionStatus } from './transaction.ts';

export type CloseDecision =
  | { readonly verdict: 'closed'; readonly change: Change }
  /** Nothing to do: paid, closed already, or not yet due. */
  | { readonly verdict: 'unchanged' }
  | { readonly verdict: 'in_progress' }
  | {
      readonly verdict: 'expire_first';
      readonly attemptId: string;
      readonly providerReference: string | null;
    };

/** Cancels a checkout: by its buyer (who leaves a canceled transaction behind), by its merchant, or because its link was closed. */
export function decideCancel(
  state: CheckoutState,
  input: { reason: CancelReason; transactionId: string },
  now: Date,
): CloseDecision {
  const waiting = waitsForProvider(state);
  if (waiting) return waiting;
  if (state.status !== 'open') return { verdict: 'unchanged' };
  if (input.reason !== 'link_closed' && state.expiresAt <= now) return { verdict: 'unchanged' };
  const canceled = withStatus(state, 'canceled');
  const released = releasePlace({ ...canceled, closedAt: now, cancelReason: input.reason });
  const withTransaction: CheckoutState =
    input.reason === 'buyer' || state.transaction
      ? {
          ...released.state,
          transaction: withTransactionStatus(
            state.transaction ?? emptyTransaction(input.transactionId, now),
            'canceled',
          ),
        }
      : released.state;
  return {
    verdict: 'closed',
    change: change(withTransaction, {
      counters: released.counters,
      tells: withTransaction.transaction !== null,
    }),
  };
}

function emptyTransaction(id: string, now: Date) {
  return {
    id,
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
}

/**
 * Expires a checkout whose time is over. A submitted attempt keeps it alive until it is decided; one that waits
 * for the buyer is first ended at the provider. Also finishes what a start statement left when it took the place
 * of a lapsed checkout: the transaction of declined attempts.
 */
export function decideExpire(state: CheckoutState, now: Date): CloseDecision {
  if (state.status === 'expired') return finishExpired(state);
  if (state.expiresAt.getTime() + expiryGraceMs > now.getTime()) return { verdict: 'unchanged' };
  const waiting = waitsForProvider(state);
  if (waiting) return waiting;
  if (state.status !== 'open') return { verdict: 'unchanged' };
  const released = releasePlace({ ...withStatus(state, 'expired'), closedAt: now });
  const failed = withFailedTransaction(released.state);
  return {
    verdict: 'closed',
    change: change(failed, { counters: released.counters, tells: failed.transaction !== null }),
  };
}

function finishExpired(state: CheckoutState): CloseDecision {
  if (state.transaction?.status !== 'processing') return { verdict: 'unchanged' };
  return { verdict: 'closed', change: change(withFailedTransaction(state), { tells: true }) };
}

function withFailedTransaction(state: CheckoutState): CheckoutState {
  return state.transaction
    ? { ...state, transaction: withTransactionStatus(state.transaction, 'failed') }
    : state;
}

function waitsForProvider(state: CheckoutState): CloseDecision | undefined {
  const open = currentAttempt(state);
  if (state.status !== 'processing' || !open || !isUndecided(open)) return undefined;
  if (open.status === 'processing') return { verdict: 'in_progress' };
  return { verdict: 'expire_first', attemptId: open.id, providerReference: open.providerReference };
}
