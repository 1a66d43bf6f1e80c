import type { PublicEventType } from '../../../src/platform/contract/events.ts';
import type { DeliveryAnswer } from '../../../src/platform/contract/webhooks.ts';

type TypeWords = { readonly name: string; readonly told: string };

/** Every type of event, and when it is told. */
export const eventTypes: Readonly<Record<PublicEventType, TypeWords>> = {
  'transaction.status_changed': {
    name: 'Payments',
    told: 'Somebody tries to pay, pays, is declined, cancels or gets money back.',
  },
  'refund.status_changed': { name: 'Refunds', told: 'A refund is made, arrives or fails.' },
  'payment_link.status_changed': {
    name: 'Payment links',
    told: 'A link is used up, expires, is deactivated or comes back.',
  },
  'webhook.test': { name: 'Tests', told: 'You send one from here. It says that nothing happened.' },
};

/** What can be chosen for an endpoint; tests are always sent. */
export const choosableTypes: readonly PublicEventType[] = [
  'transaction.status_changed',
  'refund.status_changed',
  'payment_link.status_changed',
];

export const deliveryStatuses: Readonly<Record<DeliveryAnswer['status'], string>> = {
  pending: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
  canceled: 'Canceled',
};

/** JSON as people read it; text that is none stays as it is. */
export function readableJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
