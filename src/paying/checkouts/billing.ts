import type { BillingAnswer, StartBody } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import { isCountryCode, needsPostalCode } from '#platform/text/countries.ts';
import { readMailAddress } from '#platform/text/mail-address.ts';

/** Billing details as they are stored: absent fields are left out. */
export type Billing = Readonly<Partial<Record<keyof BillingAnswer, string>>>;
/** The same of a request, which always has an address. */
type BillingRead = Billing & { readonly email: string };

const optionalFields = [
  'last_name',
  'postal_code',
  'phone',
  'line1',
  'line2',
  'city',
  'state',
  'company',
  'tax_id',
] as const;

type BillingInput = Pick<StartBody, Extract<keyof StartBody, `billing_${string}`>>;

/** Reads the billing fields of a request; the country decides which others it needs. */
export function readBilling(body: BillingInput): BillingRead {
  if (!isCountryCode(body.billing_country)) {
    throw problem('invalid_value', {
      detail: 'Give billing_country as an ISO 3166-1 alpha-2 code such as DE or US.',
      field: 'billing_country',
    });
  }
  const email = readMailAddress(body.billing_email);
  if (email === undefined) {
    throw problem('invalid_value', {
      detail:
        'Give billing_email as an address that mail can go to, such as name@example.com, without invisible characters. Nothing was charged.',
      field: 'billing_email',
    });
  }
  const billing: Record<string, string> & { email: string } = {
    email,
    first_name: textOf(body.billing_first_name),
    country: body.billing_country,
  };
  for (const field of optionalFields) {
    const value = textOf(body[`billing_${field}`]);
    if (value) billing[field] = value;
  }
  if (needsPostalCode(body.billing_country) && !billing.postal_code) {
    throw problem('required', {
      detail: 'Give billing_postal_code; it is required for the United States.',
      field: 'billing_postal_code',
    });
  }
  return billing;
}

/** In one form, so that what looks the same is the same. */
function textOf(value: string | null | undefined): string {
  return (value ?? '').trim().normalize('NFC');
}

const privateFields = ['phone', 'line1', 'line2', 'city', 'state', 'postal_code'] as const;

/** Billing details as they are shown; address and phone are left out once the link may have been passed on. */
export function showBilling(billing: Billing, options: { hidesAddress: boolean }): BillingAnswer {
  const show = (field: keyof BillingAnswer) =>
    options.hidesAddress && (privateFields as readonly string[]).includes(field)
      ? null
      : (billing[field] ?? null);
  return {
    first_name: show('first_name'),
    last_name: show('last_name'),
    email: show('email'),
    phone: show('phone'),
    country: show('country'),
    postal_code: show('postal_code'),
    line1: show('line1'),
    line2: show('line2'),
    city: show('city'),
    state: show('state'),
    company: show('company'),
    tax_id: show('tax_id'),
  };
}
