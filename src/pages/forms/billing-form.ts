import type { StartBody } from '#platform/contract/checkouts.ts';
import { isCurrency } from '#platform/kit/money.ts';
import { isCountryCode, needsPostalCode, usesPostalCode, usesState } from '#platform/text/countries.ts';
import { readMailAddress } from '#platform/text/mail-address.ts';
import type { Translate } from '#platform/text/translate.ts';
import type { BillingFormView, FieldErrorView } from '../views.ts';
import { beginningOf, characterCount, type FormFields, fieldText, filledFields } from './form-fields.ts';

/** Longest value of each field, as the start API takes it. */
const maxLengths = {
  billing_email: 254,
  billing_first_name: 100,
  billing_last_name: 100,
  billing_country: 2,
  billing_postal_code: 20,
  billing_state: 100,
  billing_company: 200,
  billing_tax_id: 50,
  billing_phone: 40,
  billing_line1: 200,
  billing_line2: 200,
  billing_city: 100,
} as const;
type BillingName = keyof typeof maxLengths;

const billingNames = Object.keys(maxLengths) as BillingName[];
const hiddenNames = [
  'client_reference_id',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const;
const maxHiddenLength = 200;

export type BillingSubmission = {
  /** The body of the start API, without empty fields; only to be sent when there are no errors. */
  readonly body: StartBody;
  readonly nonce: string;
  /** What to show again; `errors` is empty when the form is in order. */
  readonly errors: readonly FieldErrorView[];
  readonly values: Readonly<Record<string, string>>;
  readonly hidden: Readonly<Record<string, string>>;
};

/**
 * Reads the link page's form. Pure: the same fields always give the same answer. What only the server knows (whether
 * the link still sells, the amount's bounds) is the start API's to say.
 */
export function parseBillingForm(fields: FormFields, text: Translate): BillingSubmission {
  const values = filledFields(fields, billingNames);
  const hidden = shortened(filledFields(fields, hiddenNames));
  const currency = fieldText(fields, 'currency');
  const body = {
    ...sentValues(values),
    ...hidden,
    ...(isCurrency(currency) ? { currency } : {}),
  } as StartBody;
  return { body, nonce: fieldText(fields, 'nonce'), errors: errorsOf(values, text), values, hidden };
}

/**
 * What the address of a link page carries for its form: `prefilled_email`, `client_reference_id` and `utm_*`.
 * Everything else is left alone.
 */
export function readLinkQuery(query: FormFields): Pick<BillingFormView, 'values' | 'hidden'> {
  const email = beginningOf(fieldText(query, 'prefilled_email'), maxLengths.billing_email);
  return {
    values: email === '' ? {} : { billing_email: email },
    hidden: shortened(filledFields(query, hiddenNames)),
  };
}

/** The field errors of a refused start in the reader's language; what no field of the page is to blame for is left out. */
export function billingErrorsOf(errors: readonly { field: string }[], text: Translate): FieldErrorView[] {
  const named = errors.map(({ field }) => field).filter((field) => Object.hasOwn(maxLengths, field));
  return [...new Set(named)].map((field) => ({ field, message: text('error.notAllowed') }));
}

/** A hidden field still posts what was typed before another country was chosen: that is not meant. */
function sentValues(values: Readonly<Record<string, string>>): Record<string, string> {
  const { billing_postal_code: postalCode, billing_state: state, ...others } = values;
  const country = values.billing_country ?? '';
  return {
    ...others,
    ...(postalCode && usesPostalCode(country) ? { billing_postal_code: postalCode } : {}),
    ...(state && usesState(country) ? { billing_state: state } : {}),
  };
}

function errorsOf(values: Readonly<Record<string, string>>, text: Translate): FieldErrorView[] {
  return billingNames.flatMap((field) => {
    const message = errorOf(field, values, text);
    return message === undefined ? [] : [{ field, message }];
  });
}

function errorOf(
  name: BillingName,
  values: Readonly<Record<string, string>>,
  text: Translate,
): string | undefined {
  const value = values[name] ?? '';
  if (name === 'billing_country') return isCountryCode(value) ? undefined : text('error.countryMissing');
  if (characterCount(value) > maxLengths[name]) return text('error.tooLong', { count: maxLengths[name] });
  if (name === 'billing_email' && value !== '')
    return readMailAddress(value) ? undefined : text('error.emailWrong');
  if (value !== '') return undefined;
  if (name === 'billing_email') return text('error.emailMissing');
  if (name === 'billing_first_name') return text('error.firstNameMissing');
  const isNeeded = name === 'billing_postal_code' && needsPostalCode(values.billing_country ?? '');
  return isNeeded ? text('error.postalCodeMissing') : undefined;
}

function shortened(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, beginningOf(value, maxHiddenLength)]),
  );
}
