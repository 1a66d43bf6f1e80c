import type { IbanFault } from '#platform/kit/iban.ts';
import { countryName } from './countries.ts';
import { defaultLocale } from './locales.ts';

/** One sentence that says what is wrong with an IBAN, and what to do. */
export function ibanFaultSentence(fault: IbanFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'Enter the IBAN of the account.';
    case 'character':
      return `An IBAN has only letters and digits, and this one has ${quoted(fault.character)}.`;
    case 'beginning':
      return 'An IBAN begins with the two letters of its country and two digits, such as DE89.';
    case 'country':
      return `No IBAN begins with ${fault.country}. Check the first two letters.`;
    case 'length':
      return `An IBAN that begins with ${fault.country} (${countryName(fault.country, defaultLocale)}) has ${fault.expected} characters, and this one has ${fault.actual}. Compare it with what your bank shows.`;
    case 'check_digits':
      return 'A character of this IBAN is wrong: its check digits do not fit. Compare it with what your bank shows.';
  }
}

/** A character that has no look of its own is named by its number. */
function quoted(character: string): string {
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return `“${character}”`;
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
