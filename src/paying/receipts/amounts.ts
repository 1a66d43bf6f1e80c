import type { Currency } from '#platform/kit/money.ts';
import { formatMoney } from '#platform/text/format.ts';
import type { Locale } from '#platform/text/locales.ts';

/** Minor units of an amount as a receipt writes it, such as `"29.99"`. */
export function minorOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

/** "€29.99" for `"29.99"`. */
export function moneyIn(amount: string, currency: Currency, locale: Locale): string {
  return formatMoney(minorOf(amount), currency, locale);
}
