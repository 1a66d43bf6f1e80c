import type { PayAnswer } from '#platform/contract/checkouts.ts';
import { type DeclineCode, declines, readDeclineCode } from '#platform/contract/declines.ts';
import { problem } from '#platform/contract/errors.ts';
import { formatId } from '#platform/kit/ids.ts';
import type { Attempt } from './attempt.ts';
import { attemptsLeft, type CheckoutState } from './checkout.ts';
import type { StoredAnswer } from './idempotency.ts';
import { wasPaid } from './transaction.ts';

/** The answer to a payment without anything secret: addresses that hold the token are rebuilt. */
export type PayOutcome =
  | { readonly kind: 'paid'; readonly transactionId: string }
  | { readonly kind: 'processing'; readonly transactionId: string; readonly redirectUrl: string | null }
  | { readonly kind: 'declined'; readonly code: DeclineCode; readonly attemptsLeft: number };

/** How the payment request that began an attempt is answered, given how things stand now. */
export function payOutcomeOf(state: CheckoutState, attempt: Attempt): PayOutcome {
  const transactionId = state.transaction?.id ?? '';
  if (
    attempt.status === 'succeeded' &&
    state.transaction &&
    wasPaid(state.transaction.status) &&
    state.status === 'paid'
  ) {
    return { kind: 'paid', transactionId };
  }
  if (attempt.status === 'requires_payment_method' || attempt.status === 'canceled') {
    // Without a word of the bank, the buyer left its question.
    const code = readDeclineCode(attempt.errorCode ?? 'authentication_failed');
    return { kind: 'declined', code, attemptsLeft: attemptsLeft(state) };
  }
  const redirectUrl =
    attempt.status === 'requires_action' || attempt.redirectUrl ? attempt.redirectUrl : null;
  return { kind: 'processing', transactionId, redirectUrl };
}

export function storedAnswerOf(state: CheckoutState, attempt: Attempt): StoredAnswer {
  return payOutcomeOf(state, attempt);
}

export type PayReply = { readonly status: 200 | 202; readonly body: PayAnswer };

/** Builds the response of a payment, or throws the 402 of a decline; a replay is marked in both. */
export function replyToPay(
  paid: { outcome: PayOutcome; checkoutId: string; isReplay: boolean },
  token: string,
  publicUrl: string,
): PayReply {
  const { outcome } = paid;
  if (outcome.kind === 'declined') {
    throw problem(outcome.code, {
      detail: declines[outcome.code].detail,
      extra: { attempts_left: outcome.attemptsLeft },
      ...(paid.isReplay ? { headers: { 'idempotent-replayed': 'true' } } : {}),
    });
  }
  const isPaid = outcome.kind === 'paid';
  return {
    status: isPaid ? 200 : 202,
    body: {
      checkout_id: formatId('chk', paid.checkoutId),
      status: isPaid ? 'paid' : 'processing',
      transaction_id: outcome.transactionId ? formatId('TX', outcome.transactionId) : null,
      next_action: !isPaid && outcome.redirectUrl ? { type: 'redirect', url: outcome.redirectUrl } : null,
      receipt_url: isPaid ? receiptUrl(publicUrl, token) : null,
    },
  };
}

export function receiptUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/checkout/${token}/receipt`;
}
