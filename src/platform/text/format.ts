import { type Currency, formatAmount, minorOf } from '#platform/kit/money.ts';
import { intlTags, type Locale } from './locales.ts';

// Making a formatter costs a hundred times more than using it. The keys are few: languages times kinds.
const formatters = new Map<string, Intl.NumberFormat>();

/** `34900n` EUR is "€349.00" in English. Exact for any amount: the digits go to `Intl` as text. */
export function formatMoney(minor: bigint, currency: Currency, locale: Locale): string {
  return numberFormat(locale, { style: 'currency', currency }).format(asNumeric(formatAmount(minor)));
}

/** "€29.99" for `"29.99"`, an amount as the API answers it. */
export function showMoney(amount: string, currency: Currency, locale: Locale): string {
  return formatMoney(minorOf(amount), currency, locale);
}

/**
 * The same with the code of the currency behind it, where it must not be mistaken: "€29.99 EUR". Where a language has no sign
 * for a currency and writes its code, that is enough: "29,99 USD" in Polish.
 */
export function showMoneyAndCode(amount: string, currency: Currency, locale: Locale): string {
  const written = showMoney(amount, currency, locale);
  return written.includes(currency) ? written : `${written} ${currency}`;
}

/** A percentage as the wire shows it, without idle zeros: `"19.000"` is "19%", `"19.600"` is "19.6%". */
export function formatPercent(percent: string, locale: Locale): string {
  const options = { style: 'unit', unit: 'percent', maximumFractionDigits: 3 } as const;
  return numberFormat(locale, options).format(asNumeric(percent));
}

/** A rate as the wire shows it, with at least four decimals: `"1.131000"` is "1.1310". */
export function formatExchangeRate(rate: string, locale: Locale): string {
  const options = { minimumFractionDigits: 4, maximumFractionDigits: 6 } as const;
  return numberFormat(locale, options).format(asNumeric(rate));
}

/** 1000000 is "1,000,000" in English. */
export function formatNumber(value: number, locale: Locale): string {
  return numberFormat(locale, {}).format(value);
}

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(intlTags[locale].numbers, options);
  formatters.set(key, made);
  return made;
}

/** `Intl` takes a decimal text and never makes a float of it; its type wants a literal. */
function asNumeric(text: string): Intl.StringNumericLiteral {
  return text as Intl.StringNumericLiteral;
}
