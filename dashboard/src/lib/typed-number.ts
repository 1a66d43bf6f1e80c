import { numberLocale, writingLocale } from './locale.ts';

/**
 * Numbers as people write them, read without guessing: what could be meant in two ways is nothing, so that the field asks.
 * One separator before three digits is one of thousands only where the reader's language and what is shown agree on it.
 */
type Locales = readonly string[];

const usual: Locales = [writingLocale, numberLocale];

/** `"1,234"` as `"1234"`: digits of a whole number; `undefined` when it is none, or not clearly one. */
export function readWhole(typed: string, locales: Locales = usual): string | undefined {
  const text = typed.trim();
  if (/^\d+$/.test(text)) return text;
  if (/^\d{1,3}(?:[\s'’]\d{3})+$/.test(text)) return digitsOf(text);
  if (/^[1-9]\d{0,2}(?:,\d{3}){2,}$/.test(text) || /^[1-9]\d{0,2}(?:\.\d{3}){2,}$/.test(text))
    return digitsOf(text);
  const [, separator = ''] = /^[1-9]\d{0,2}([.,])\d{3}$/.exec(text) ?? [];
  return separator && locales.every((locale) => groupOf(locale) === separator) ? digitsOf(text) : undefined;
}

/** `"1.234,5"` as `"1234.5"`: at most two decimals; `undefined` when it is no amount, or not clearly one. */
export function readAmount(typed: string, locales: Locales = usual): string | undefined {
  const text = typed.trim();
  const [, whole = '', separator = '', decimals = ''] = /^(.*?)([.,])(\d{1,2})$/.exec(text) ?? [];
  if (!separator) return readWhole(text, locales);
  if (/^\d*$/.test(whole)) return `${whole || '0'}.${decimals}`;
  const group = separator === ',' ? '.' : ',';
  const isGrouped =
    /^\d{1,3}(?:[\s'’]\d{3})+$/.test(whole) ||
    (/^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(whole) && !whole.includes(separator) && whole.includes(group));
  return isGrouped ? `${digitsOf(whole)}.${decimals}` : undefined;
}

/** Why an amount was not read, when it could be meant in two ways. */
export function doubtAbout(typed: string): string | undefined {
  const [text, whole = '', decimals = ''] = /^(\d+)[.,](\d{3,})$/.exec(typed.trim()) ?? [];
  if (!text || readAmount(typed) !== undefined) return undefined;
  return whole.length <= 3 && decimals.length === 3 && !whole.startsWith('0')
    ? `Is this ${whole}${decimals}, or ${whole} and a part? Write ${whole}${decimals}, or at most two decimals.`
    : 'Use at most two decimals, such as 29.99.';
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function groupOf(locale: string): string | undefined {
  return new Intl.NumberFormat(locale, { useGrouping: true })
    .formatToParts(1_234_567)
    .find(({ type }) => type === 'group')?.value;
}
