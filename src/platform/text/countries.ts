import { countryCodes } from '#platform/contract/country-codes.ts';
import type { Locale } from './locales.ts';

// Where addresses carry no postal code (Universal Postal Union, checked against Google's address data).
const withoutPostalCode = new Set(
  (
    'AE AG AO AW BF BI BJ BO BQ BS BV BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY HK JM KI KM KN KP LC ' +
    'LY ML MO MR MW NR NU PS QA RW SB SC SL SR SS ST SX SY TD TF TG TK TL TO TV UG VU YE ZW'
  ).split(' '),
);

// Where an address is incomplete without its state, province, prefecture or emirate (Google's address data).
const withState = new Set('AE AU BR CA CN CO ES HK ID IN IT JP KR MX MY NG PG SO SV TW US VE'.split(' '));

const isoCodes = new Set(countryCodes);
const regionNamesByLocale = new Map<Locale, Intl.DisplayNames>();
const countriesByLocale = new Map<Locale, readonly Country[]>();

export type Country = { readonly code: string; readonly name: string };

export function isCountryCode(code: string): boolean {
  return isoCodes.has(code);
}

export function usesPostalCode(code: string): boolean {
  return !withoutPostalCode.has(code);
}

/** Where banks check it, so that a payment without one is declined. */
export function needsPostalCode(code: string): boolean {
  return code === 'US';
}

export function usesState(code: string): boolean {
  return withState.has(code);
}

/** The country's name in the language, or the code itself when there is none. */
export function countryName(code: string, locale: Locale): string {
  return regionNames(locale).of(code) ?? code;
}

/** All countries with their names, in the language's own alphabetical order. */
export function listCountries(locale: Locale): readonly Country[] {
  const made = countriesByLocale.get(locale);
  if (made) return made;
  const names = regionNames(locale);
  const countries = countryCodes.map((code) => ({ code, name: names.of(code) ?? code }));
  const order = new Intl.Collator(locale);
  const sorted = countries.sort((left, right) => order.compare(left.name, right.name));
  countriesByLocale.set(locale, sorted);
  return sorted;
}

function regionNames(locale: Locale): Intl.DisplayNames {
  const known = regionNamesByLocale.get(locale);
  if (known) return known;
  const made = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  regionNamesByLocale.set(locale, made);
  return made;
}
