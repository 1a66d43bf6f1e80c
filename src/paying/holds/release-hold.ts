import { currentAttempt, shownStatus } from '#paying/checkouts/checkout.ts';
import { releaseForSeller } from '#paying/checkouts/close-checkout.ts';
import { inProgressProblem } from '#paying/checkouts/pay-problems.ts';
import type { PayingContext } from '#paying/context.ts';
import { actedBy } from '#platform/audit/record-audit.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { readLinkId } from '#selling/payment-links/find-payment-links.ts';

/**
 * Takes a held place back from a buyer who does not pay; one who is at a provider's page is ended there first, and when
 * that page was faster the payment stands. Releasing it twice is once.
 *
 * @throws 404 for what is no checkout of this link, 409 `payment_in_progress` while a payment is not decided, 409
 * `checkout_not_open` for one that keeps no place any more
 */
export async function releaseHold(
  context: PayingContext,
  caller: SessionCaller,
  publicLinkId: string,
  reference: string,
): Promise<void> {
  const linkId = readLinkId(publicLinkId);
  const checkoutId = parseId('chk', reference);
  if (!checkoutId) throw notFound('held place');
  const { organizationId } = caller;
  const closing = await releaseForSeller(
    context,
    { organizationId, checkoutId, paymentLinkId: linkId },
    {
      ...actedBy(caller),
      action: 'payment_link.place_released',
      target: { type: 'payment_link', id: linkId },
      details: { checkout_id: formatId('chk', checkoutId) },
    },
  );
  if (!closing) throw notFound('held place');
  if (closing.decision.verdict === 'in_progress') {
    const attempt = currentAttempt(closing.state);
    throw attempt?.paymentMethod === 'bank_transfer' ? transferSentProblem() : inProgressProblem(attempt);
  }
  const { status, cancelReason } = closing.state;
  if (status === 'canceled' && cancelReason === 'place_released') return;
  throw problem('checkout_not_open', {
    detail: `The checkout is ${shownStatus(closing.state, context.clock.now())}, so it keeps no place any more. Nothing was changed.`,
  });
}

function transferSentProblem() {
  return problem('payment_in_progress', {
    detail:
      'The buyer said that a bank transfer was sent. The place is kept until the money comes or the time of the transfer is over. Nothing was changed.',
  });
}
