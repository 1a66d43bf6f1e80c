import type { Locale } from './locales.ts';

/** ISO 3166-1 alpha-2, complete, and XK: Kosovo has no code of its own there, and banks and posts use this one. */
export const countryCodes: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

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
