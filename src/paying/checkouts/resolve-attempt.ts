import type { PayingContext } from '#paying/context.ts';
import type { PaymentKey, Provider, ProviderPayment } from '#paying/providers/port.ts';
import { notFound } from '#platform/contract/errors.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import { applyProviderResult, asNeverArrived } from './apply-provider-result.ts';
import { type Attempt, isUndecided } from './attempt.ts';
import { type CheckoutState, currentAttempt } from './checkout.ts';
import { endOpenAttempt } from './end-open-attempt.ts';
import { requireClaims } from './require-claims.ts';
import type { DueAttempt } from './store.ts';

/**
 * Settles an attempt whose outcome is not known, by asking the provider, never by charging again. One that the
 * provider never heard of is barred there first, so that a request still on its way can charge nothing.
 */
export async function resolveAttempt(
  context: PayingContext,
  attempt: DueAttempt,
): Promise<CheckoutState | undefined> {
  const provider = context.providers.byName(attempt.provider);
  if (!provider) throw new Error(`The provider ${attempt.provider} is not configured.`);
  const key = {
    organizationId: attempt.organizationId,
    attemptId: attempt.attemptId,
    connectionId: attempt.connectionId,
    reference: attempt.providerReference,
  };
  const payment = (await provider.find(key)) ?? (await barred(provider, key));
  const state = await applyProviderResult(context, attempt, payment);
  if (payment.status !== 'requires_action' || state?.status !== 'paid') return state;
  // Another attempt has paid: the page that still waits for the buyer must take no second payment.
  return endOpenAttempt(context, attempt, { ...attempt, providerReference: payment.reference });
}

async function barred(provider: Provider, key: PaymentKey): Promise<ProviderPayment> {
  return asNeverArrived(await provider.expire(key));
}

/**
 * A buyer comes back from the provider's page: the provider is asked what happened there. One who left the page
 * without paying has it ended there, so that the checkout opens again. When the provider does not answer, the
 * payment stays undecided and a job asks again.
 */
export async function resolveOnReturn(context: PayingContext, token: string): Promise<void> {
  const claims = requireClaims(context, token);
  const state = await context.hotPath.change<CheckoutState>({
    ...claims,
    decide: ({ state }) => ({ result: state }),
  });
  if (!state) throw notFound('checkout');
  const attempt = currentAttempt(state);
  if (!attempt || !isUndecided(attempt)) return;
  try {
    await askOnReturn(context, { ...claims, paymentLinkId: state.paymentLinkId }, attempt);
  } catch (error) {
    if (!isToldAlready(error))
      context.log.error({ err: error, provider: attempt.provider }, 'a provider was not reached on return');
  }
}

async function askOnReturn(
  context: PayingContext,
  checkout: { organizationId: string; checkoutId: string; paymentLinkId: string | null },
  attempt: Attempt,
): Promise<void> {
  const provider = context.providers.byName(attempt.provider);
  const payment = await provider?.find({
    organizationId: checkout.organizationId,
    attemptId: attempt.id,
    connectionId: attempt.connectionId,
    reference: attempt.providerReference,
  });
  if (!payment) return;
  // Whoever comes back from the page of a transfer has left nothing: it is waited for.
  if (payment.status === 'requires_action' && provider?.kind !== 'transfer')
    await endOpenAttempt(context, checkout, {
      attemptId: attempt.id,
      providerReference: payment.reference,
    });
  else await applyProviderResult(context, { ...checkout, attemptId: attempt.id }, payment);
}
