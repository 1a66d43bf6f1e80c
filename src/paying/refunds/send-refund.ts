import type { PayingContext } from '#paying/context.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import { money } from '#platform/kit/money.ts';
import { decideRefundResult } from './decide-refund.ts';
import type { DueRefund } from './store.ts';

/**
 * Asks the provider to give money back and writes what it says. The refund's id is the provider's key, so asking
 * again gives nothing back twice; while the outcome is not known the refund stays pending and is asked again.
 */
export async function sendRefund(context: PayingContext, due: DueRefund): Promise<void> {
  const provider = context.providers.byName(due.provider);
  if (!provider) throw new Error(`The provider ${due.provider} is not configured.`);
  try {
    const answer = await provider.refund({
      organizationId: due.organizationId,
      attemptId: due.attemptId,
      connectionId: due.connectionId,
      reference: due.providerReference,
      refundId: due.refundId,
      amount: money(due.currency, due.amountMinor),
    });
    if (answer.status === 'pending') return;
    const result = {
      status: answer.status,
      providerReference: answer.reference,
      errorMessage: answer.status === 'failed' ? 'The provider could not give the money back.' : null,
    };
    await context.hotPath.change({
      organizationId: due.organizationId,
      checkoutId: due.checkoutId,
      paymentLinkId: due.paymentLinkId,
      countsPayment: due.paymentLinkId !== null,
      decide: ({ state }) => ({ result: undefined, change: decideRefundResult(state, due.refundId, result) }),
    });
    context.wakeJobs('relay-events');
  } catch (error) {
    if (!isToldAlready(error))
      context.log.error({ err: error, provider: provider.name }, 'the outcome of a refund is not known yet');
  }
}
