import type { PayingContext } from '#paying/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { unavailableProblem } from '#selling/payment-links/payment-link.ts';
import type { Attempt } from './attempt.ts';
import type { BeginRefusal } from './decide-begin.ts';
import { receiptUrl } from './pay-answer.ts';
import { fullyHeldProblem } from './start-problems.ts';
import { signToken, type TokenClaims } from './token.ts';

/** Why a checkout cannot be paid now; every sentence says whether money moved. */
export function beginProblem(context: PayingContext, reason: BeginRefusal, claims: TokenClaims): Problem {
  switch (reason) {
    case 'checkout_already_paid':
      return problem('checkout_already_paid', {
        detail: 'This checkout is paid; the receipt is at receipt_url. Nothing was charged again.',
        extra: {
          receipt_url: receiptUrl(context.config.publicUrl, signToken(context.config.signingKeys, claims)),
        },
      });
    case 'checkout_canceled':
      return problem('checkout_canceled', {
        detail:
          'This checkout was canceled, or the seller closed the sale. No money moved; start again from the link if it is on sale.',
      });
    case 'checkout_expired':
      return problem('checkout_expired', {
        detail: 'The time to pay is over. No money moved; start again from the link.',
      });
    case 'checkout_failed':
      return problem('checkout_failed', {
        detail: 'All attempts of this checkout are used. No money moved; start again from the link.',
      });
    case 'payment_in_progress':
      return inProgressProblem(undefined);
    case 'transfer_in_progress':
      return inProgressProblem({ paymentMethod: 'bank_transfer' });
    case 'organization_suspended':
      return problem('organization_suspended', {
        detail: 'The seller cannot take payments right now. No money moved.',
      });
    case 'link_used_up':
      return unavailableProblem('used_up');
    case 'link_fully_held':
      return fullyHeldProblem(context.clock.now(), undefined);
  }
}

/** The earlier way was asked to end, and still takes the money. */
export function openElsewhereProblem(): Problem {
  return problem('payment_in_progress', {
    detail:
      'Your earlier payment is still open and could not be ended. Finish it there, or wait until it ends. Nothing was charged twice.',
    headers: { 'retry-after': '2' },
  });
}

/** While nobody knows whether money moved: of a transfer that may take days, of anything else seconds. */
export function inProgressProblem(attempt: Pick<Attempt, 'paymentMethod'> | undefined): Problem {
  if (attempt?.paymentMethod === 'bank_transfer')
    return problem('payment_in_progress', {
      detail:
        'You said that you sent a bank transfer, which takes up to two working days. Do not pay again; it counts once the seller’s bank shows it.',
      headers: { 'retry-after': '3600' },
    });
  return problem('payment_in_progress', {
    detail: 'We are checking a payment with the bank. Do not pay again; ask again in a few seconds.',
    headers: { 'retry-after': '2' },
  });
}
