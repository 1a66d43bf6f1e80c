import { decimalsOf } from './currency-decimals.ts';
import { type Place, UnreadableStatement } from './unreadable.ts';

/** Eighteen digits are the most that ISO 20022 has; what a database keeps in eight bytes. */
const plain = /^\+?(\d{0,18})(?:\.(\d{0,18}))?$/;

/**
 * Minor units of a decimal that is not negative, with a point: `"12.5"` of EUR is `1250n`. Zeros beyond the decimals of the
 * currency are harmless; anything else there is money that would be lost.
 *
 * @throws UnreadableStatement `amount_unreadable`, `amount_too_precise`
 */
export function readAmount(text: string, currency: string, place: Place): bigint {
  const minor = usualAmount(text, currency);
  if (minor !== undefined) return BigInt(minor);
  const match = /\d/.test(text.slice(0, 40)) ? plain.exec(text) : null;
  if (!match) {
    throw new UnreadableStatement(
      'amount_unreadable',
      `“${shortened(text)}” is no amount. Ask the bank for the statement once more, or hand it in as another format.`,
      place,
    );
  }
  const [, whole = '', fraction = ''] = match;
  const decimals = decimalsOf(currency);
  const rest = fraction.slice(decimals);
  if (/[^0]/.test(rest) || whole.length + decimals > 18) {
    throw new UnreadableStatement(
      'amount_too_precise',
      `${text} ${currency} has more digits than the currency allows (${decimals} decimals). Check the currency that the statement names.`,
      place,
    );
  }
  return BigInt(`0${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
}

/** So many digits are exact as a number. */
const mostUsual = 15;

/** What banks write most of all, digits and a point with the decimals of the currency behind it; three times as fast as a pattern. */
function usualAmount(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const point = text.length - decimals - 1;
  if (decimals === 0 || point < 1 || text.length > mostUsual) return undefined;
  let minor = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (at === point ? digit !== -2 : digit < 0 || digit > 9) return undefined;
    if (at !== point) minor = minor * 10 + digit;
  }
  return minor;
}

/** Minor units for people: `-1250n` of EUR is `"-12.50 EUR"`. */
export function showAmount(amountMinor: bigint, currency: string): string {
  return `${decimalAmount(amountMinor, currency)} ${currency}`;
}

/** Minor units as a decimal with all places of the currency: `-1250n` of EUR is `"-12.50"`. */
export function decimalAmount(amountMinor: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${sign}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
