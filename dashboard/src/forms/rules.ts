import { lengthOf, tooLong } from '@/lib/length.ts';
import { typedMinor } from '@/lib/money.ts';
import { ownImage } from '@/lib/own-image.ts';
import { doubtAbout } from '@/lib/typed-number.ts';

/** Checks while somebody types; the server checks again and has the last word. Each answers true or a sentence. */

export function textOf(what: string, maxLength: number) {
  return (value: string): true | string => {
    if (value.trim() === '') return `Enter ${what}.`;
    return tooLong(value, maxLength) ?? true;
  };
}

export function atMost(maxLength: number) {
  return (value: string): true | string => tooLong(value, maxLength) ?? true;
}

export function email(value: string): true | string {
  return (
    /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/.test(value.trim()) || 'Enter an address such as name@example.com.'
  );
}

export function optionalEmail(value: string): true | string {
  return value.trim() === '' || email(value);
}

export function newPassword(value: string): true | string {
  const length = lengthOf(value);
  if (length < 10) return 'Use at least 10 characters.';
  return length <= 200 || `Use at most 200 characters; these are ${length}, ${length - 200} too many.`;
}

/** A price above zero with at most two decimals, or nothing. */
export function optionalPrice(value: string): true | string {
  if (value.trim() === '') return true;
  const isPrice = (typedMinor(value) ?? 0n) > 0n;
  return isPrice || (doubtAbout(value) ?? 'Enter an amount from 0.01 to 9,999,999.99, such as 29.99.');
}

/** A percentage with at most three decimals, or nothing. */
export function optionalRate(value: string): true | string {
  if (value.trim() === '') return true;
  const text = typedRate(value);
  return (
    (/^\d{1,3}(?:\.\d{1,3})?$/.test(text) && Number(text) <= 100) ||
    'Enter a percentage from 0 to 100 with at most three decimals, such as 19.6.'
  );
}

/** A rate as the API takes it: a comma is understood, a percent sign dropped. */
export function typedRate(value: string): string {
  return value
    .trim()
    .replace(/%$/, '')
    .trimEnd()
    .replace(',', '.')
    .replace(/^0+(?=\d)/, '');
}

export function optionalUrl(kind: 'http' | 'https') {
  return (value: string): true | string => {
    const text = value.trim();
    if (text === '') return true;
    const isUrl = URL.canParse(text) && (kind === 'https' ? /^https:/i : /^https?:/i).test(text);
    return (
      isUrl ||
      `Enter a full address that begins with ${kind === 'https' ? 'https://' : 'https:// or http://'}.`
    );
  };
}

/** An image that this server has, or an https address that it can fetch one from. */
export function ownOrHttps(value: string): true | string {
  return ownImage(value.trim() || null, location.origin) !== undefined || optionalUrl('https')(value);
}
