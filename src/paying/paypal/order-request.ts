import { hostedLines } from '#paying/providers/hosted-lines.ts';
import type { BeginPayment } from '#paying/providers/port.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import { intlTags } from '#platform/text/locales.ts';

const longestText = 127;

/** An order of which PayPal's page shows our lines, and whose total is ours to the cent (Orders v2, API version 2.13). */
export function orderRequest(request: BeginPayment) {
  const { amount, lines, attemptId, checkoutId } = request;
  const inCurrency = (minor: bigint) => moneyOf(amount.currency, minor);
  const sold = lines.reduce((sum, { totalMinor }) => sum + (totalMinor > 0n ? totalMinor : 0n), 0n);
  const itemsMinor = sold > 0n ? sold : amount.minor;
  const rest = amount.minor - itemsMinor;
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        reference_id: checkoutId,
        custom_id: attemptId,
        // An account may be set to take each invoice once: one more bar against a second charge.
        invoice_id: attemptId,
        ...(request.description ? { description: cutAt(request.description, longestText) } : {}),
        amount: {
          ...inCurrency(amount.minor),
          breakdown: {
            item_total: inCurrency(itemsMinor),
            ...(rest > 0n ? { tax_total: inCurrency(rest) } : {}),
            ...(rest < 0n ? { discount: inCurrency(-rest) } : {}),
          },
        },
        items: hostedLines(lines, itemsMinor).map(({ name, quantity, unitMinor }) => ({
          name: cutAt(name, longestText),
          quantity: String(quantity),
          unit_amount: inCurrency(unitMinor),
        })),
      },
    ],
    payment_source: {
      paypal: {
        email_address: request.payerEmail,
        experience_context: {
          return_url: request.returnUrl,
          cancel_url: request.returnUrl,
          // PayPal's page speaks languages of a country only, such as `de-DE`.
          locale: intlTags[request.locale].dates,
          // Whoever approves has paid: there is no page of ours after it.
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
        },
      },
    },
  };
}

export type PayPalMoney = { readonly currency_code: string; readonly value: string };

export function moneyOf(currency: Currency, minor: bigint): PayPalMoney {
  return { currency_code: currency, value: formatAmount(minor) };
}

/** To so many units of UTF-16, as PayPal may count them, and never through a letter. */
function cutAt(text: string, length: number): string {
  let cut = '';
  for (const letter of text) {
    if (cut.length + letter.length > length) break;
    cut += letter;
  }
  return cut;
}
