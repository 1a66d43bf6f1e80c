import type { ProviderRefund, RefundPayment } from '#paying/providers/port.ts';
import { ProviderRefusal } from '#paying/providers/provider-errors.ts';
import { assert } from '#platform/kit/assert.ts';
import { moneyOf } from './order-request.ts';
import { readRefund, refundStatusOf, type SeenRefund } from './read-order.ts';
import { type Asking, retrieveOrder } from './settle-order.ts';
import type { PayPalOrder } from './store.ts';

/** Gives money back once. A refund is looked for before it is made: PayPal keeps a key for 45 days only. */
export async function refundOrder(
  asking: Asking,
  { captureId, orderId }: PayPalOrder,
  request: RefundPayment,
): Promise<ProviderRefund> {
  assert(captureId !== null && orderId !== null, 'Money goes back for an order that was captured.');
  const known = (await retrieveOrder(asking, orderId))?.refunds.find(
    ({ customId }) => customId === request.refundId,
  );
  const made = known ?? (await createRefund(asking, captureId, request));
  if (made === 'refused') return { reference: request.refundId, status: 'failed' };
  return { reference: made.id, status: refundStatusOf(made) };
}

async function createRefund(
  { client }: Asking,
  captureId: string,
  { refundId, amount }: RefundPayment,
): Promise<SeenRefund | 'refused'> {
  return client
    .ask({
      method: 'POST',
      path: `/v2/payments/captures/${captureId}/refund`,
      body: JSON.stringify({ amount: moneyOf(amount.currency, amount.minor), custom_id: refundId }),
      requestId: refundId,
    })
    .then(readRefund, (error: unknown) => {
      if (error instanceof ProviderRefusal && isNo(error)) return 'refused' as const;
      throw error;
    });
}

/** No to the refund itself, such as of money that went back at PayPal; one that is under way, or of a pending payment, may come yet. */
function isNo({ status, code: issue }: ProviderRefusal): boolean {
  return status === 422 && issue !== 'PREVIOUS_REQUEST_IN_PROGRESS' && issue !== 'PENDING_CAPTURE';
}
