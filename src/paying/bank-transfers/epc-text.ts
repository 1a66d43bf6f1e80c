import type { Iban } from '#platform/kit/iban.ts';
import { formatAmount, type Money } from '#platform/kit/money.ts';

/** Where apps and banks look for the reference: in the line of free text, or in the one of structured references. */
export type ReferencePlace = 'text' | 'structured';

export type TransferOrder = {
  /** The account holder exactly as the bank writes it: the payer's bank compares it, and warns of any other name. */
  readonly accountName: string;
  readonly account: Iban;
  readonly bic: string | null;
  /** Positive euros. */
  readonly amount: Money;
  readonly reference: string;
  readonly referencePlace: ReferencePlace;
};

export const longestAccountName = 70;
/** EPC069-12: what fits a code of version 13 at level M. */
const mostBytes = 331;
const largestMinor = 99_999_999_999n;

/** Where forms take a standard reference and refuse it as free text; elsewhere people look for it in the text. */
const structuredCountries = new Set(['BE', 'EE', 'FI', 'NL']);

/** The usual place in the country of the account; a merchant may choose the other. */
export function usualReferencePlace(country: string): ReferencePlace {
  return structuredCountries.has(country) ? 'structured' : 'text';
}

export type EpcFault =
  | { readonly kind: 'name_missing' }
  | { readonly kind: 'name_too_long'; readonly characters: number; readonly most: number }
  | { readonly kind: 'currency' }
  | { readonly kind: 'amount' }
  | { readonly kind: 'too_many_bytes'; readonly bytes: number; readonly most: number };

/**
 * The text behind the code that banking apps read (EPC069-12, version 002, UTF-8). Empty lines stay, because apps count lines; nothing
 * follows the last one that is filled. The reference stands in one place: apps take both for two.
 */
export function epcText(order: TransferOrder): { readonly text: string } | { readonly fault: EpcFault } {
  const name = oneLine(order.accountName);
  const characters = [...name].length;
  if (characters === 0) return { fault: { kind: 'name_missing' } };
  if (characters > longestAccountName)
    return { fault: { kind: 'name_too_long', characters, most: longestAccountName } };
  if (order.amount.currency !== 'EUR') return { fault: { kind: 'currency' } };
  if (order.amount.minor < 1n || order.amount.minor > largestMinor) return { fault: { kind: 'amount' } };
  const isText = order.referencePlace === 'text';
  const lines = [
    'BCD',
    '002',
    // UTF-8
    '1',
    'SCT',
    order.bic ?? '',
    name,
    order.account.iban,
    `EUR${formatAmount(order.amount.minor)}`,
    // Purpose
    '',
    ...(isText ? ['', order.reference] : [order.reference]),
  ];
  const text = lines.join('\n');
  const bytes = new TextEncoder().encode(text).length;
  return bytes > mostBytes ? { fault: { kind: 'too_many_bytes', bytes, most: mostBytes } } : { text };
}

/** A line break in a name would shift all lines after it. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
