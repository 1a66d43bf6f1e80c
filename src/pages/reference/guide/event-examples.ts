import type { PublicEventType } from '#platform/contract/events.ts';
import { exampleIds } from '../examples/ids.ts';

const createdAt = '2026-05-22T12:31:04.000Z';
const changedAt = '2026-05-22T12:31:07.000Z';

const purchase = {
  transaction_id: exampleIds.transaction,
  order_id: exampleIds.checkout,
  checkout_id: exampleIds.checkout,
  payment_link_id: exampleIds.paymentLink,
  client_reference_id: 'cart-2041',
  utm: { utm_source: 'newsletter', utm_campaign: 'spring' },
};

export type EventExample = { readonly tells: string; readonly payload: Readonly<Record<string, unknown>> };

/** Every event that merchants are told, with a payload as it goes over the wire. */
export const eventExamples: Readonly<Record<PublicEventType, EventExample>> = {
  'transaction.status_changed': {
    tells:
      'A payment moved, or an attempt was made while the status stayed. Each carries the whole of depositAttempts.',
    payload: {
      event: 'transaction.status_changed',
      event_id: exampleIds.event,
      sequence: 2,
      ...purchase,
      amount: '57.94',
      gross_amount: '59.98',
      status: 'paid',
      currency: 'USD',
      payer_email: 'maja@example.com',
      depositAttempts: [
        {
          status: 'succeeded',
          paymentId: exampleIds.attempt,
          attemptedAt: createdAt,
          errorCode: null,
          errorMessage: null,
          paymentMethod: 'card',
          card: { brand: 'visa', last4: '4242' },
        },
      ],
      metadata: { campaign: 'spring' },
      mode: 'sandbox',
      created_at: createdAt,
      updated_at: changedAt,
    },
  },
  'refund.status_changed': {
    tells: 'A refund was asked for, succeeded or failed.',
    payload: {
      event: 'refund.status_changed',
      event_id: exampleIds.event,
      refund_id: exampleIds.refund,
      ...purchase,
      amount: '29.99',
      tax_amount: '4.79',
      currency: 'USD',
      status: 'succeeded',
      reason: 'One print arrived bent',
      mode: 'sandbox',
      created_at: createdAt,
      updated_at: changedAt,
    },
  },
  'payment_link.status_changed': {
    tells: 'A link was switched off or on, deleted or restored, used up or revived, or it expired.',
    payload: {
      event: 'payment_link.status_changed',
      event_id: exampleIds.event,
      mode: 'sandbox',
      created_at: changedAt,
      payment_link_id: exampleIds.paymentLink,
      name: 'Spring print sale',
      status: 'used_up',
      previous_status: 'active',
      uses: 50,
      max_uses: 50,
      expires_at: null,
    },
  },
  'webhook.test': {
    tells: 'Somebody pressed "Send test".',
    payload: {
      event: 'webhook.test',
      event_id: exampleIds.event,
      mode: 'sandbox',
      created_at: changedAt,
      message: 'This is a test.',
    },
  },
};
