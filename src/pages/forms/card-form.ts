import type { PayBody } from '#platform/contract/checkouts.ts';
import { testCards } from '#platform/contract/test-cards.ts';
import type { Translate } from '#platform/text/translate.ts';
import { cardBrand, passesChecksum } from '../card-brand.ts';
import type { FieldErrorView } from '../views.ts';
import { characterCount, type FormFields, fieldText } from './form-fields.ts';

export type CardSubmission = {
  /** The body of the pay API, or `undefined` when something is wrong. */
  readonly body: PayBody | undefined;
  readonly nonce: string;
  readonly errors: readonly FieldErrorView[];
  /** What may be shown again. The number of what could be a real card, and its code, never are. */
  readonly values: Readonly<Record<string, string>>;
};

const maxNameLength = 200;

/**
 * Reads the sandbox's card form: expiry as "MM / YY", digits with or without spaces. Pure; `now` decides whether a
 * card has expired, to the reader's advantage: it is good until its month has ended everywhere on earth.
 */
export function parseCardForm(fields: FormFields, now: Date, text: Translate): CardSubmission {
  const typed = {
    number: narrow(fieldText(fields, 'number')),
    expiry: narrow(fieldText(fields, 'expiry')),
    cvc: narrow(fieldText(fields, 'cvc')),
    name: fieldText(fields, 'name'),
  };
  const digits = typed.number.replace(/[\s-]/g, '');
  const expiry = readExpiry(typed.expiry);
  const problems = {
    number: numberError(digits, text),
    expiry: expiryError(typed.expiry, expiry, now, text),
    cvc: codeError(typed.cvc, digits, text),
    name: nameError(typed.name, text),
  };
  const errors = Object.entries(problems).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const isInOrder = errors.length === 0 && expiry !== undefined;
  return {
    body: isInOrder
      ? { payment_method: { type: 'card', number: digits, ...expiry, cvc: typed.cvc, name: typed.name } }
      : undefined,
    nonce: fieldText(fields, 'nonce'),
    errors: errors.map(([field, message]) => ({ field, message })),
    values: mayBeReal(digits) ? { expiry: typed.expiry, name: typed.name } : typed,
  };
}

/** A refused pay in the reader's words: the API blames `payment_method.number`, the page its field `number`. */
export function cardErrorsOf(
  errors: readonly { field: string; code: string }[],
  text: Translate,
): FieldErrorView[] {
  const fieldOf: Readonly<Record<string, string>> = {
    'payment_method.number': 'number',
    'payment_method.exp_month': 'expiry',
    'payment_method.exp_year': 'expiry',
    'payment_method.cvc': 'cvc',
    'payment_method.name': 'name',
  };
  return errors.flatMap(({ field: path, code }) => {
    const field = fieldOf[path];
    if (field === undefined) return [];
    const message = code === 'test_card_required' ? text('error.testCardRequired') : text('error.notAllowed');
    return [{ field, message }];
  });
}

type Expiry = { readonly exp_month: number; readonly exp_year: number };

/** Digits, slash and space as wide as an input method of East Asia writes them. */
function narrow(text: string): string {
  return text.normalize('NFKC').trim();
}

/**
 * "08 / 28", "8/2028", "0828": a month and the last two or all four digits of a year; also the year first with four, "2028-08",
 * as browsers and calendars write it.
 */
function readExpiry(typed: string): Expiry | undefined {
  const yearFirst = /^20(\d{2})\s*[/.-]\s*(\d{1,2})$/.exec(typed);
  if (yearFirst) return { exp_month: Number(yearFirst[2]), exp_year: 2000 + Number(yearFirst[1]) };
  const match =
    /^(\d{1,2})\s*[/.-]\s*(?:20)?(\d{2})$/.exec(typed) ?? /^(\d{2})\s?(?:20)?(\d{2})$/.exec(typed);
  return match ? { exp_month: Number(match[1]), exp_year: 2000 + Number(match[2]) } : undefined;
}

function numberError(digits: string, text: Translate): string | undefined {
  if (digits === '') return text('error.numberMissing');
  if (!/^\d+$/.test(digits)) return text('error.numberDigits');
  if (mayBeReal(digits)) return text('error.testCardRequired');
  const { lengths } = cardBrand(digits);
  if (!lengths.includes(digits.length)) return lengthError(digits.length, lengths, text);
  if (!passesChecksum(digits)) return text('error.numberChecksum');
  return isTestCard(digits) ? undefined : text('error.testCardRequired');
}

function lengthError(length: number, lengths: readonly number[], text: Translate): string {
  const expected = lengths.find((candidate) => candidate > length) ?? Math.max(...lengths);
  const key = length < expected ? 'error.numberShort' : 'error.numberLong';
  return text(key, { count: Math.abs(expected - length), expected });
}

function expiryError(
  typed: string,
  expiry: Expiry | undefined,
  now: Date,
  text: Translate,
): string | undefined {
  if (typed === '') return text('error.expiryMissing');
  if (expiry === undefined) return text('error.expiryShape');
  if (expiry.exp_month < 1 || expiry.exp_month > 12) return text('error.expiryMonth');
  // `Date.UTC` counts months from 0, so this is the first instant of the month after.
  const passedAt = Date.UTC(expiry.exp_year, expiry.exp_month, 1);
  return passedAt <= now.getTime() ? text('error.expiryPassed') : undefined;
}

function codeError(code: string, digits: string, text: Translate): string | undefined {
  if (code === '') return text('error.cvcMissing');
  const count = cardBrand(digits).codeLength;
  if (/^\d+$/.test(code) && code.length === count) return undefined;
  return text(count === 4 ? 'error.cvcDigitsFront' : 'error.cvcDigits', { count });
}

function nameError(name: string, text: Translate): string | undefined {
  if (name === '') return text('error.cardNameMissing');
  return characterCount(name) > maxNameLength ? text('error.tooLong', { count: maxNameLength }) : undefined;
}

function isTestCard(digits: string): boolean {
  return testCards.some(({ number }) => number === digits);
}

/**
 * Whether someone may be typing a card that exists: no bank issues cards that begin like the test cards. Its digits go
 * nowhere, not even back to where they came from.
 */
function mayBeReal(digits: string): boolean {
  const start = digits.slice(0, 6);
  return !testCards.some(({ number }) => number.startsWith(start));
}
