type Form = {
  /** What stands in front; the country's code but for Greece. */
  readonly prefix: string;
  /** What follows it, without spaces and marks. */
  readonly rest: RegExp;
  readonly words: string;
};

const digits = (prefix: string, least: number, most = least): Form => ({
  prefix,
  rest: new RegExp(`^\\d{${least},${most}}$`),
  words: `${prefix} and ${least === most ? least : `${least} to ${most}`} digits`,
});

// As the European Commission lists them for its service VIES.
const forms: Readonly<Record<string, Form>> = {
  AT: { prefix: 'AT', rest: /^U\d{8}$/, words: 'ATU and 8 digits' },
  BE: { prefix: 'BE', rest: /^[01]\d{9}$/, words: 'BE and 10 digits, of which the first is 0 or 1' },
  BG: digits('BG', 9, 10),
  CY: { prefix: 'CY', rest: /^\d{8}[A-Z]$/, words: 'CY, 8 digits and a letter' },
  CZ: digits('CZ', 8, 10),
  DE: digits('DE', 9),
  DK: digits('DK', 8),
  EE: digits('EE', 9),
  ES: {
    prefix: 'ES',
    rest: /^(?:[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
    words: 'ES and 9 characters, of which the first or the last is a letter or both are',
  },
  FI: digits('FI', 8),
  FR: {
    prefix: 'FR',
    rest: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
    words: 'FR, 2 digits or letters (neither I nor O) and 9 digits',
  },
  GR: digits('EL', 9),
  HR: digits('HR', 11),
  HU: digits('HU', 8),
  IE: {
    prefix: 'IE',
    rest: /^(?:\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
    words: 'IE, 7 digits and 1 or 2 letters, or an older one such as IE1A23456B',
  },
  IT: digits('IT', 11),
  LT: { prefix: 'LT', rest: /^(?:\d{9}|\d{12})$/, words: 'LT and 9 or 12 digits' },
  LU: digits('LU', 8),
  LV: digits('LV', 11),
  MT: digits('MT', 8),
  NL: { prefix: 'NL', rest: /^[A-Z0-9+*]{10}\d{2}$/, words: 'NL and 12 characters that end with 2 digits' },
  PL: digits('PL', 10),
  PT: digits('PT', 9),
  RO: digits('RO', 2, 10),
  SE: digits('SE', 12),
  SI: digits('SI', 8),
  SK: digits('SK', 10),
};

/**
 * Whether a tax number that is meant as a VAT number of a country of the European Union has its form. Only the form is
 * judged: whether it was ever given to anybody only a tax office knows. A number without the letters of the country in
 * front, such as the one that a local tax office gives, is none and is not judged.
 *
 * @returns the form in words when it does not have it
 */
export function judgeVatNumber(taxId: string, country: string): string | undefined {
  const form = forms[country];
  if (!form) return undefined;
  const compact = taxId.toUpperCase().replace(/[\s./\p{Pd}]/gu, '');
  if (!compact.startsWith(form.prefix)) return undefined;
  const rest = compact.slice(form.prefix.length);
  // "SIRET 123…" begins with the letters of a country, too, and is no VAT number.
  if (!/^[A-Z]{0,2}\d/.test(rest)) return undefined;
  return form.rest.test(rest) ? undefined : form.words;
}
