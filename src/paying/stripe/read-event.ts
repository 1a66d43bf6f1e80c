import type Stripe from 'stripe';

/** What Stripe is asked to tell of. */
export const stripeEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[];

type Told = {
  readonly data?: {
    readonly object?: { readonly id?: unknown; readonly object?: unknown; readonly payment_intent?: unknown };
  };
} | null;

/** What an event is about: a checkout session, or a payment that one led to; undefined for every other event. */
export function subjectOfEvent(event: unknown): { sessionId: string } | { intentId: string } | undefined {
  const object = (event as Told)?.data?.object;
  if (object?.object === 'checkout.session')
    return typeof object.id === 'string' ? { sessionId: object.id } : undefined;
  return typeof object?.payment_intent === 'string' ? { intentId: object.payment_intent } : undefined;
}
