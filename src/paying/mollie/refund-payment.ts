import type { ProviderRefund, RefundPayment } from '#paying/providers/port.ts';
import { CredentialsRefused, ProviderRefusal } from '#paying/providers/provider-errors.ts';
import { formatId } from '#platform/kit/ids.ts';
import { amountOf } from './payment-request.ts';
import { readRefund, refundStatusOf, type SeenRefund } from './read-payment.ts';
import { type Asking, retrieve } from './settle-payment.ts';

/** Gives money back once. A refund is looked for before it is made: Mollie keeps a key for a limited time only. */
export async function refundPayment(
  asking: Asking,
  paymentId: string,
  request: RefundPayment,
): Promise<ProviderRefund> {
  const { refunds } = await retrieve(asking, paymentId);
  const known = refunds.find(({ refundId }) => refundId === request.refundId);
  const made = known ?? (await createRefund(asking, paymentId, request));
  if (made === 'refused') return { reference: request.refundId, status: 'failed' };
  return { reference: made.id, status: refundStatusOf(made) };
}

async function createRefund(
  { client }: Asking,
  paymentId: string,
  { organizationId, refundId, amount }: RefundPayment,
): Promise<SeenRefund | 'refused'> {
  return client
    .ask({
      method: 'POST',
      path: `/payments/${paymentId}/refunds`,
      resource: 'refund',
      body: JSON.stringify({
        amount: amountOf(amount.currency, amount.minor),
        // Its own words, because Mollie takes two alike for one that was sent twice.
        description: formatId('RF', refundId),
        metadata: { organization: organizationId, refund: refundId },
      }),
      idempotencyKey: refundId,
    })
    .then(
      ({ object }) => readRefund(object),
      (error: unknown) => {
        if (error instanceof ProviderRefusal && isNo(error)) return 'refused' as const;
        throw error;
      },
    );
}

/** No to the refund itself, such as of money that was given back at Mollie; a key that is refused says nothing about it. */
function isNo(error: ProviderRefusal): boolean {
  return error.status === 422 && !(error instanceof CredentialsRefused);
}
