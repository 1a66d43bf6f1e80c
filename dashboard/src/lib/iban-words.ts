import { groupByFour, type IbanReading, readIban, withoutGrouping } from '../../../src/platform/kit/iban.ts';
import { countryName } from './countries.ts';

export type IbanWords = {
  /** Without spaces, once nothing is wrong with it. */
  readonly iban: string | undefined;
  readonly sentence: string;
  /** How many characters there are of how many, once the country is known. */
  readonly count: string | undefined;
  /** More may be typed, so it is not wrong yet. */
  readonly isBegun: boolean;
};

/** What can be said of an IBAN while it is typed: length, country, check digits. */
export function ibanInWords(typed: string): IbanWords {
  const reading = readIban(typed);
  const length = withoutGrouping(typed).replace(/^iban[:.]?/i, '').length;
  const account = 'account' in reading ? reading.account : undefined;
  const expected = expectedOf(reading);
  return {
    iban: account?.iban,
    sentence: sentenceOf(reading),
    count: expected === undefined ? undefined : `${length} of ${expected}`,
    isBegun: length < (expected ?? 4),
  };
}

/** In groups of four, as people read it aloud. */
export function groupedIban(iban: string): string {
  return groupByFour(iban);
}

function expectedOf(reading: IbanReading): number | undefined {
  if ('account' in reading) return reading.account.iban.length;
  return reading.fault.kind === 'length' ? reading.fault.expected : undefined;
}

function sentenceOf(reading: IbanReading): string {
  if ('account' in reading) return `${countryName(reading.account.country)}, and the check digits hold.`;
  const { fault } = reading;
  switch (fault.kind) {
    case 'empty':
      return 'Enter the IBAN of the account.';
    case 'character':
      return `An IBAN has letters from A to Z and digits only, not “${fault.character}”.`;
    case 'beginning':
      return 'An IBAN begins with two letters and two digits, such as DE89.';
    case 'country':
      return `No IBAN begins with ${fault.country}.`;
    case 'length':
      return lengthInWords(fault.country, fault.expected, fault.actual);
    case 'check_digits':
      return `${countryName(fault.country)}, but the check digits do not hold: something is mistyped.`;
  }
}

function lengthInWords(country: string, expected: number, actual: number): string {
  const name = countryName(country);
  const missing = expected - actual;
  if (missing === 1) return `${name}: one of ${expected} characters is missing.`;
  if (missing > 1) return `${name}: ${missing} of ${expected} characters are missing.`;
  return `${name}: ${-missing} more than its ${expected} characters.`;
}
