import { hostedLines } from '#paying/providers/hosted-lines.ts';
import type { BeginPayment } from '#paying/providers/port.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import type { Locale } from '#platform/text/locales.ts';

const longest = { description: 255, line: 100 };

/** Mollie has each language with a region. */
const locales: Readonly<Record<Locale, string>> = {
  en: 'en_US',
  de: 'de_DE',
  es: 'es_ES',
  fr: 'fr_FR',
  it: 'it_IT',
  nl: 'nl_NL',
  pl: 'pl_PL',
  pt: 'pt_PT',
};

/**
 * A payment of which Mollie's page shows our lines, and whose total is ours to the cent (Payments API v2). Lines carry no tax: where
 * it is named Mollie computes it anew from the total, and refuses a cent that was rounded otherwise.
 *
 * @param notificationUrl undefined where Mollie cannot reach it, because it refuses such a payment
 */
export function paymentRequest(request: BeginPayment, notificationUrl: string | undefined) {
  const { amount, lines, organizationId, checkoutId, attemptId } = request;
  const inCurrency = (minor: bigint) => amountOf(amount.currency, minor);
  return {
    amount: inCurrency(amount.minor),
    description: cutAt(request.description || 'Payment', longest.description),
    redirectUrl: request.returnUrl,
    cancelUrl: request.returnUrl,
    ...(notificationUrl === undefined ? {} : { webhookUrl: notificationUrl }),
    lines: hostedLines(lines, amount.minor).map(({ name, quantity, unitMinor }) => ({
      description: cutAt(name, longest.line),
      quantity,
      unitPrice: inCurrency(unitMinor),
      totalAmount: inCurrency(BigInt(quantity) * unitMinor),
    })),
    billingAddress: { email: request.payerEmail },
    locale: locales[request.locale],
    metadata: { organization: organizationId, checkout: checkoutId, attempt: attemptId },
  };
}

export type MollieAmount = { readonly currency: string; readonly value: string };

/** Mollie takes amounts as text with exactly two decimals. */
export function amountOf(currency: Currency, minor: bigint): MollieAmount {
  return { currency, value: formatAmount(minor) };
}

function cutAt(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}
