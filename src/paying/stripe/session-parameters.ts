import type Stripe from 'stripe';
import { hostedLines } from '#paying/providers/hosted-lines.ts';
import type { BeginPayment, PaymentKey } from '#paying/providers/port.ts';
import type { Currency } from '#platform/kit/money.ts';

/** Stripe keeps a session open for at least half an hour; a minute more, because clocks differ. */
const shortestLifeMs = 31 * 60_000;
const longestLifeMs = 24 * 3_600_000 - 60_000;
const longestName = 250;

/** A session of which the page shows our lines, and whose total is ours to the cent. */
export function sessionParameters(request: BeginPayment): Stripe.Checkout.SessionCreateParams {
  const metadata = metadataOf(request);
  return {
    mode: 'payment',
    client_reference_id: request.checkoutId,
    customer_email: request.payerEmail,
    success_url: request.returnUrl,
    cancel_url: request.returnUrl,
    expires_at: Math.floor(endOf(request) / 1000),
    locale: request.locale as Stripe.Checkout.SessionCreateParams.Locale,
    line_items: hostedLines(request.lines, request.amount.minor).map(({ name, quantity, unitMinor }) =>
      lineItem(request.amount.currency, cutAt(name, longestName), quantity, unitMinor),
    ),
    metadata,
    payment_intent_data: { description: request.description, metadata },
  };
}

/** A session that nobody is sent to: it takes the key of an attempt, so that a request on its way finds it taken. */
export function barringParameters(key: Pick<PaymentKey, 'organizationId' | 'attemptId'>, returnUrl: string) {
  return {
    mode: 'payment' as const,
    success_url: returnUrl,
    line_items: [lineItem('EUR', 'Not for sale', 1, 100n)],
    metadata: { organization: key.organizationId, barred: key.attemptId },
  };
}

export function metadataOf({
  organizationId,
  checkoutId,
  attemptId,
}: Pick<BeginPayment, 'organizationId' | 'checkoutId' | 'attemptId'>) {
  return { organization: organizationId, checkout: checkoutId, attempt: attemptId };
}

/** When its page ends: with the checkout, or as soon after as Stripe can. The same for the same attempt. */
function endOf({ attemptId, expiresAt }: BeginPayment): number {
  const begunAt = startOf(attemptId);
  return Math.min(begunAt + longestLifeMs, Math.max(begunAt + shortestLifeMs, expiresAt.getTime()));
}

/** The moment that is in an id, in milliseconds. */
export function startOf(attemptId: string): number {
  return Number.parseInt(attemptId.replaceAll('-', '').slice(0, 12), 16);
}

function lineItem(currency: Currency, name: string, quantity: number, unitMinor: bigint) {
  return {
    quantity,
    price_data: {
      currency: currency.toLowerCase(),
      unit_amount: Number(unitMinor),
      product_data: { name },
    },
  };
}

function cutAt(name: string, length: number): string {
  return [...name].slice(0, length).join('');
}
