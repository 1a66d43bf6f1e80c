import type { PayingContext } from '#paying/context.ts';
import type { ProviderPayment } from '#paying/providers/port.ts';
import type { CheckoutState } from './checkout.ts';
import { decideProviderResult } from './decide-provider-result.ts';
import { decidedAttempts, decisionOf } from './decided-attempts.ts';
import { storedAnswerOf } from './pay-answer.ts';
import { sealRedirect } from './redirect-address.ts';
import { withUsualExpiry } from './usual-expiry.ts';

export type AttemptKey = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly attemptId: string;
  readonly paymentLinkId: string | null;
};

/**
 * Writes what the provider says about an attempt. Every answer, return, notification and question ends here, in
 * any order and however often; the same answer twice changes nothing.
 *
 * @returns the checkout as it stands afterwards, or undefined when there is none
 */
export async function applyProviderResult(
  context: PayingContext,
  key: AttemptKey,
  payment: ProviderPayment,
): Promise<CheckoutState | undefined> {
  const stored = sealRedirect(context.config.encryptionKeys, key.checkoutId, payment);
  let owesRefund = false;
  let decision: ReturnType<typeof decisionOf>;
  const state = await context.hotPath.change<CheckoutState>({
    organizationId: key.organizationId,
    checkoutId: key.checkoutId,
    paymentLinkId: key.paymentLinkId,
    countsPayment: payment.status === 'succeeded',
    decide: ({ state, places, now }) => {
      const decided = decideProviderResult(state, places, key.attemptId, stored, now);
      const change = withUsualExpiry(state, decided, now, context.config.checkoutTtlSeconds);
      owesRefund = change.refunds.length > 0;
      decision = decisionOf(state, change.state, key.attemptId);
      const attempt = change.state.attempts.find((candidate) => candidate.id === key.attemptId);
      return {
        result: change.state,
        change,
        ...(attempt?.idempotencyScope
          ? { answer: { scope: attempt.idempotencyScope, answer: storedAnswerOf(change.state, attempt) } }
          : {}),
      };
    },
  });
  if (decision) context.countUp(decidedAttempts, decision);
  context.wakeJobs('relay-events');
  if (payment.status === 'succeeded') context.wakeJobs('send-receipt');
  if (owesRefund) context.wakeJobs('send-refunds');
  return state;
}

/** A charge that never arrived, or only after it was barred, is told as an error that a retry may cure. */
export function asNeverArrived(payment: ProviderPayment): ProviderPayment {
  if (payment.status !== 'canceled') return payment;
  return { reference: payment.reference, status: 'declined', errorCode: 'processing_error' };
}
