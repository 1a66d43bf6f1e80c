import { readAmount } from '../amount.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import type { DecimalSign } from './mapping.ts';

/** Digits in groups of three or in none, with a sign before or behind, or in parentheses; nothing of a currency. */
const shapes: Readonly<Record<DecimalSign, RegExp>> = {
  ',': /^(?:\d{1,3}(?:[. ']\d{3})+|\d*)(?:,\d*)?$/,
  '.': /^(?:\d{1,3}(?:[, ']\d{3})+|\d*)(?:\.\d*)?$/,
};

export type SignedAmount = { readonly amountMinor: bigint; readonly isNegative: boolean };

/**
 * An amount as a table has it: `-1.234,56`, `1,234.56-`, `€ 12`. What does not fit the decimal sign of the mapping is
 * refused, so that 12,50 never becomes 1250.
 */
export function readCsvAmount(
  cell: string,
  decimalSign: DecimalSign,
  currency: string,
  place: Place,
): SignedAmount {
  const text = cell
    .slice(0, 60)
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/[’´`]/g, "'")
    .replace('−', '-')
    .replace(currency, '')
    .replace(/[€$£]/, '')
    .trim();
  const inParentheses = text.startsWith('(') && text.endsWith(')');
  const bare = inParentheses ? text.slice(1, -1) : text;
  const isNegative = inParentheses || bare.startsWith('-') || bare.endsWith('-');
  const digits = bare.replace(/^[+-]|[+-]$/, '').trim();
  if (!/\d/.test(digits) || !shapes[decimalSign].test(digits)) {
    throw new UnreadableStatement(
      'amount_unreadable',
      `“${cell.trim().slice(0, 40)}” is no amount with the decimal sign “${decimalSign}”. Check the mapping of the columns.`,
      place,
    );
  }
  const [whole = '', fraction = ''] = digits.split(decimalSign);
  const amountMinor = readAmount(`${whole.replace(/[^\d]/g, '')}.${fraction}`, currency, place);
  return { amountMinor, isNegative };
}
