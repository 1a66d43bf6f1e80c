import type { PayingContext } from '#paying/context.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import { applyProviderResult } from './apply-provider-result.ts';
import type { CheckoutState } from './checkout.ts';
import { inProgressProblem } from './pay-problems.ts';
import { findAttempt } from './store.ts';

export type OpenAttempt = { readonly attemptId: string; readonly providerReference: string | null };

/**
 * Ends an attempt that waits for the buyer, at the provider first: only the provider's word closes it, and when the
 * buyer was faster the checkout is paid instead (behaviour, section 3).
 *
 * @throws 409 `payment_in_progress` when the provider does not answer: then nobody knows
 */
export async function endOpenAttempt(
  context: PayingContext,
  checkout: { organizationId: string; checkoutId: string; paymentLinkId: string | null },
  open: OpenAttempt,
): Promise<CheckoutState | undefined> {
  const attempt = await findAttempt(context.database.handle, checkout.organizationId, open.attemptId);
  const provider = attempt && context.providers.byName(attempt.provider);
  if (!provider) throw new Error('The provider of an open attempt is not configured.');
  const key = {
    organizationId: checkout.organizationId,
    attemptId: open.attemptId,
    connectionId: attempt.connectionId,
    reference: open.providerReference,
  };
  const payment = await provider.expire(key).catch((error: unknown) => {
    if (!isToldAlready(error))
      context.log.error({ err: error, provider: provider.name }, 'a provider did not end a payment');
    throw inProgressProblem(undefined);
  });
  return applyProviderResult(context, { ...checkout, attemptId: open.attemptId }, payment);
}
