import { type Currency, currencies, parseAmount } from '../../../src/platform/kit/money.ts';
import { numberLocale } from './locale.ts';
import { readAmount } from './typed-number.ts';

export const currencyChoices = currencies.map((currency) => ({ value: currency, label: currency }));

/** What a person typed, in minor units; `undefined` when it is no amount, or could be meant in two ways. */
export function typedMinor(typed: string): bigint | undefined {
  return parseAmount(readAmount(typed)?.replace(/^0+(?=\d)/, ''));
}

const formats = new Map<Currency, Intl.NumberFormat>();

function formatOf(currency: Currency): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat(numberLocale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  formats.set(currency, format);
  return format;
}

/** `"29.99"` as people write it: `€29.99`. The string goes to Intl as it is, so no float holds it. */
export function formatMoney(amount: string, currency: Currency): string {
  return formatOf(currency)
    .format(amount as Intl.StringNumericLiteral)
    .replace('-', '−');
}

/** The same of any currency that a bank may name; `"1200"` as `¥1,200`. */
export function formatAnyMoney(amount: string, currency: string): string {
  try {
    return new Intl.NumberFormat(numberLocale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
      .format(amount as Intl.StringNumericLiteral)
      .replace('-', '−');
  } catch {
    // No currency of ISO 4217.
    return `${amount.replace('-', '−')} ${currency}`;
  }
}

export function currencySymbol(currency: Currency): string {
  return (
    formatOf(currency)
      .formatToParts(0)
      .find(({ type }) => type === 'currency')?.value ?? currency
  );
}

/** `"19.600"` as `19.6%`. */
export function formatRate(rate: string): string {
  return `${trimRate(rate)}%`;
}

/** `"19.600"` as `19.6`, the shortest form that means the same. */
export function trimRate(rate: string): string {
  if (!rate.includes('.')) return rate;
  let end = rate.length;
  while (rate[end - 1] === '0') end--;
  return rate.slice(0, rate[end - 1] === '.' ? end - 1 : end);
}

/** A value of an axis: without decimals where it has none. */
export function axisMoney(units: number, currency: Currency): string {
  const amount = formatMoney(units.toFixed(2), currency);
  return Number.isInteger(units) ? amount.replace(/[.,]00$/, '') : amount;
}
