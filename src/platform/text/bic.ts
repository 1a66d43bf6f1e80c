import { withoutGrouping } from '#platform/kit/iban.ts';
import { isCountryCode } from './countries.ts';

/**
 * The code of a bank (ISO 9362) as it was pasted: eight characters, or eleven with the branch, the fifth and sixth a country.
 * In capitals without spaces; `undefined` when it is none. Nothing in it is checked by a digit, so that only a look into a list
 * of banks would find a mistyped one.
 */
export function readBic(text: string): string | undefined {
  const typed = withoutGrouping(text).replace(/^(?:bic|swift)[:.]/i, '');
  if (!/^[0-9a-z]{4}[a-z]{2}[0-9a-z]{2}(?:[0-9a-z]{3})?$/i.test(typed)) return undefined;
  const bic = typed.toUpperCase();
  return isCountryCode(bic.slice(4, 6)) ? bic : undefined;
}
