import { countryCodes } from '../../../src/platform/contract/country-codes.ts';
import { formattingLocale } from './locale.ts';

/** "Germany" for `DE`. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(formattingLocale, { type: 'region' }).of(code) ?? code;
}

/** Every country by its name, behind one that means none. */
export function countryChoices() {
  const names = new Intl.DisplayNames(formattingLocale, { type: 'region' });
  const order = new Intl.Collator(formattingLocale);
  const countries = countryCodes.map((code) => ({ value: code, label: names.of(code) ?? code }));
  const sorted = countries.sort((left, right) => order.compare(left.label, right.label));
  return [{ value: '', label: 'Choose' }, ...sorted];
}
