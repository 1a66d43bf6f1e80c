import { formattingLocale } from './locale.ts';
import { readAmount } from './typed-number.ts';

export const currencies = ['USD', 'EUR'] as const;
export type Currency = (typeof currencies)[number];

/** Minor units as the API writes them: `2999n` is `"29.99"`. */
export function toAmount(minor: bigint): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Minor units of an amount that the API answered, which may be negative. */
export function minorOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

/** What a person typed, in minor units; `undefined` when it is no amount, or could be meant in two ways. */
export function typedMinor(typed: string): bigint | undefined {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(readAmount(typed) ?? '');
  return match ? BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(2, '0')) : undefined;
}

const formats = new Map<Currency, Intl.NumberFormat>();

function formatOf(currency: Currency): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat(formattingLocale, {
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
