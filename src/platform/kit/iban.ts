import { checkDigitsHold } from './check-digits.ts';
import { ibanLengths } from './iban-countries.ts';

/** An account: `iban` without spaces in capitals, `country` its first two letters. */
export type Iban = { readonly iban: string; readonly country: string };

/** What is wrong with a text that should be an IBAN, the first of it. */
export type IbanFault =
  | { readonly kind: 'empty' }
  /** It holds what no IBAN has. */
  | { readonly kind: 'character'; readonly character: string }
  /** It does not begin with the two letters of a country and two digits. */
  | { readonly kind: 'beginning' }
  /** Accounts of that country have no IBAN. */
  | { readonly kind: 'country'; readonly country: string }
  | {
      readonly kind: 'length';
      readonly country: string;
      readonly expected: number;
      readonly actual: number;
    }
  /** Something is mistyped: the check digits do not belong to the rest. */
  | { readonly kind: 'check_digits'; readonly country: string };

export type IbanReading = { readonly account: Iban } | { readonly fault: IbanFault };

// What people and documents put between the groups; some of it is invisible.
const between = /[\s\p{Z}\p{Cf}\p{Pd}]+/gu;

/** Drops what is written between groups, in the widths of letters that ASCII has; letters stay as they were typed. */
export function withoutGrouping(text: string): string {
  return text.normalize('NFKC').replace(between, '');
}

/**
 * Reads an IBAN as people paste it: in groups, with any kind of space or dash, in small letters, with "IBAN:" in front. Length by
 * country and check digits are proof enough: of all typing errors in one place, and of any two neighbours that changed places.
 */
export function readIban(text: string): IbanReading {
  const typed = withoutGrouping(text).replace(/^iban[:.]?/i, '');
  if (typed === '') return { fault: { kind: 'empty' } };
  // Before capitals are made: ß would become SS, and ı become I.
  const stranger = /[^0-9a-z]/iu.exec(typed)?.[0] ?? /[^\x20-\x7e]/u.exec(typed)?.[0];
  if (stranger !== undefined) return { fault: { kind: 'character', character: stranger } };
  const iban = typed.toUpperCase();
  if (!/^[A-Z]{2}\d{2}/.test(iban)) return { fault: { kind: 'beginning' } };
  const country = iban.slice(0, 2);
  const expected = ibanLengths.get(country);
  if (expected === undefined) return { fault: { kind: 'country', country } };
  if (iban.length !== expected) return { fault: { kind: 'length', country, expected, actual: iban.length } };
  return checkDigitsHold(iban)
    ? { account: { iban, country } }
    : { fault: { kind: 'check_digits', country } };
}

/** In groups of four, as it is printed. */
export function groupByFour(text: string): string {
  return text.replace(/(.{4})(?=.)/gu, '$1 ');
}
