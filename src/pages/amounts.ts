import { assert } from '#platform/kit/assert.ts';
import type { Currency } from '#platform/kit/money.ts';
import { formatMoney } from '#platform/text/format.ts';
import type { Locale } from '#platform/text/locales.ts';
import type { LineView, OrderView } from './views.ts';

/** Minor units of an amount as the API answers it. Sums may exceed what the API takes as input. */
export function minorOf(amount: string): bigint {
  assert(/^-?\d+\.\d{2}$/.test(amount), `An amount in a view must look like "29.99", got "${amount}".`);
  return BigInt(amount.replace('.', ''));
}

/** "€349.00" for `"349.00"`. */
export function showMoney(amount: string, currency: Currency, locale: Locale): string {
  return formatMoney(minorOf(amount), currency, locale);
}

/** The tax of an order by rate, in the order the rates first appear. The sums add up to the order's tax. */
export function taxByRate(order: Pick<OrderView, 'products'>): { rate: string; taxMinor: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const line of order.products) {
    sums.set(line.tax_rate, (sums.get(line.tax_rate) ?? 0n) + minorOf(line.tax));
  }
  return [...sums].map(([rate, taxMinor]) => ({ rate, taxMinor }));
}

/** Whether any line is taxed at all; an order without tax says so once instead of on every line. */
export function isTaxed(order: Pick<OrderView, 'products'>): boolean {
  return order.products.some((line) => !isZeroRate(line.tax_rate));
}

export function isZeroRate(rate: string): boolean {
  return Number(rate) === 0;
}

/** Unit price times quantity: the amount that tax is taken from or added to. */
export function linePrice(line: LineView, order: Pick<OrderView, 'pricing_mode'>): string {
  return order.pricing_mode === 'TAX_INCLUSIVE' ? line.total : line.subtotal;
}
