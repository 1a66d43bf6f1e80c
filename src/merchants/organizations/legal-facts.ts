import { problem } from '#platform/contract/errors.ts';
import type { OrganizationPatch, SellerAddress } from '#platform/contract/organizations.ts';
import { countryName, isCountryCode, needsPostalCode } from '#platform/text/countries.ts';
import { defaultLocale } from '#platform/text/locales.ts';
import { judgeVatNumber } from '#platform/text/vat-numbers.ts';
import type { LegalFacts } from './organization.ts';

type AddressInput = NonNullable<OrganizationPatch['address']>;

/** On one line and in one Unicode form; `null` when nothing is left. */
export function lineOf(text: string | null | undefined): string | null {
  return (text ?? '').trim().replace(/\s+/g, ' ').normalize('NFC') || null;
}

/**
 * Reads the address of a seller, by the rules of a buyer's.
 *
 * @throws 400 naming the part at fault
 */
export function readSellerAddress(sent: AddressInput): SellerAddress {
  if (!isCountryCode(sent.country)) {
    throw problem('invalid_value', {
      detail: 'Give address.country as an ISO 3166-1 alpha-2 code such as DE or US.',
      field: 'address.country',
    });
  }
  const postalCode = lineOf(sent.postal_code);
  if (needsPostalCode(sent.country) && !postalCode) {
    throw problem('required', {
      detail: 'Give address.postal_code; it is required for the United States.',
      field: 'address.postal_code',
    });
  }
  return {
    // Their contract asks for a character that is seen.
    line1: lineOf(sent.line1) ?? '',
    line2: lineOf(sent.line2),
    city: lineOf(sent.city) ?? '',
    postal_code: postalCode,
    state: lineOf(sent.state),
    country: sent.country,
  };
}

/**
 * Holds a VAT number against the form that the country of the address gives it. Other tax numbers are free. What stood
 * before and does not change is not judged.
 *
 * @throws 400 naming `tax_id`
 */
export function checkTaxId(before: LegalFacts, after: LegalFacts): void {
  const country = after.address?.country;
  if (!after.taxId || !country) return;
  if (after.taxId === before.taxId && country === before.address?.country) return;
  const form = judgeVatNumber(after.taxId, country);
  if (form === undefined) return;
  throw problem('invalid_value', {
    detail: `A VAT number of ${countryName(country, defaultLocale)} consists of ${form}. Correct tax_id, or give another tax number without the letters in front.`,
    field: 'tax_id',
  });
}
