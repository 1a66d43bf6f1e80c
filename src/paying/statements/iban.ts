import { checkDigitsHold } from '#platform/kit/check-digits.ts';
import { readIban as read } from '#platform/kit/iban.ts';
import { ibanLengths } from '#platform/kit/iban-countries.ts';

/** More is a text, and no account. */
const longest = 60;

/** As documents have it; people write it in other ways. */
const plain = /^[A-Z]{2}\d{2}[A-Z0-9]+$/;

/** An IBAN without spaces and in capitals, if length and check digits hold. */
export function readIban(text: string): string | undefined {
  if (text === '' || text.length > longest) return undefined;
  if (plain.test(text))
    return ibanLengths.get(text.slice(0, 2)) === text.length && checkDigitsHold(text) ? text : undefined;
  const reading = read(text);
  return 'account' in reading ? reading.account.iban : undefined;
}
