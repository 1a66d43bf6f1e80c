import { type JsonObject, objectIn } from '#paying/providers/read-json.ts';
import { idIn, linkIn, readMoney } from './read-order.ts';

/** What PayPal is asked to tell of. */
export const paypalEvents = [
  'CHECKOUT.ORDER.APPROVED',
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.PENDING',
  'PAYMENT.CAPTURE.DECLINED',
  'PAYMENT.CAPTURE.DENIED',
  'PAYMENT.CAPTURE.REFUNDED',
  'PAYMENT.CAPTURE.REVERSED',
  'CUSTOMER.DISPUTE.CREATED',
  'CUSTOMER.DISPUTE.UPDATED',
  'CUSTOMER.DISPUTE.RESOLVED',
] as const;

export type EventSubject =
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'capture'; readonly captureId: string }
  /** PayPal took money back by itself. */
  | { readonly kind: 'reversal'; readonly captureId: string; readonly amountMinor: bigint }
  | { readonly kind: 'dispute'; readonly disputeId: string };

/** What an event is about; undefined for every other event. */
export function subjectOfEvent(event: JsonObject): EventSubject | undefined {
  const type = String(event.event_type);
  const resource = objectIn(event.resource);
  if (!resource) return undefined;
  if (type.startsWith('CUSTOMER.DISPUTE.')) return disputeOf(resource);
  if (type === 'CHECKOUT.ORDER.APPROVED') return orderOf(idIn(resource.id));
  if (type === 'CHECKOUT.PAYMENT-APPROVAL.REVERSED') return orderOf(idIn(resource.order_id));
  if (!type.startsWith('PAYMENT.CAPTURE.')) return undefined;
  // A refund and a reversal name their capture by a link.
  const captureId = idIn(linkIn(resource, ['up'])?.split('/').at(-1)) ?? idIn(resource.id);
  if (captureId === undefined) return undefined;
  const amount = readMoney(resource.amount);
  if (type === 'PAYMENT.CAPTURE.REVERSED' && amount)
    return { kind: 'reversal', captureId, amountMinor: amount.minor };
  return captureOf(resource, captureId);
}

/** A new capture is known by its order only. */
function captureOf(resource: JsonObject, captureId: string): EventSubject {
  const related = objectIn(objectIn(resource.supplementary_data)?.related_ids);
  const orderId = idIn(related?.order_id);
  return orderId === undefined ? { kind: 'capture', captureId } : { kind: 'order', orderId };
}

function orderOf(orderId: string | undefined): EventSubject | undefined {
  return orderId === undefined ? undefined : { kind: 'order', orderId };
}

const disputePattern = /^[A-Za-z0-9-]{1,255}$/;

function disputeOf({ dispute_id: id }: JsonObject): EventSubject | undefined {
  return typeof id === 'string' && disputePattern.test(id) ? { kind: 'dispute', disputeId: id } : undefined;
}
