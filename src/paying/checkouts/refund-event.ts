import type { NewEvent } from '#messaging/events/event.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { BookedRefund, RefundResult } from './changes.ts';
import type { CheckoutState, PendingRefund } from './checkout.ts';

type Told = {
  readonly refund: Omit<PendingRefund, 'createdAt'> & { createdAt: Date };
  readonly status: 'pending' | 'succeeded' | 'failed';
};

/** The events that tell about refunds which were just asked for or decided (contract, section 8). */
export function refundEvents(
  state: CheckoutState,
  booked: readonly BookedRefund[],
  results: readonly RefundResult[],
  newId: () => string,
  now: Date,
): NewEvent[] {
  const told: Told[] = [
    ...booked.map((refund) => ({ refund: { ...refund, createdAt: now }, status: 'pending' as const })),
    ...results.map(({ refund, status }) => ({ refund, status })),
  ];
  return told.map((change) => refundEvent(state, change, newId(), now));
}

function refundEvent(state: CheckoutState, { refund, status }: Told, eventId: string, now: Date): NewEvent {
  const checkoutId = formatId('chk', state.id);
  const transactionId = state.transaction?.id ?? '';
  const body = {
    event: 'refund.status_changed',
    event_id: formatId('evt', eventId),
    refund_id: formatId('RF', refund.id),
    transaction_id: formatId('TX', transactionId),
    order_id: checkoutId,
    checkout_id: checkoutId,
    payment_link_id: state.paymentLinkId,
    client_reference_id: state.clientReferenceId,
    utm: state.utm ?? {},
    amount: formatAmount(refund.amountMinor),
    tax_amount: formatAmount(refund.taxMinor),
    currency: state.currency,
    status,
    reason: refund.reason,
    mode: state.mode,
    created_at: formatInstant(refund.createdAt),
    updated_at: formatInstant(now),
  };
  return {
    id: eventId,
    organizationId: state.organizationId,
    mode: state.mode,
    type: 'refund.status_changed',
    isPublic: true,
    checkoutId: state.id,
    transactionId,
    ...(state.paymentLinkId ? { paymentLinkId: state.paymentLinkId } : {}),
    body: JSON.stringify(body),
  };
}
