import { isolated } from '#platform/contract/directions.ts';
import type { SellerAddress } from '#platform/contract/organizations.ts';
import { countryName } from './countries.ts';
import type { Locale } from './locales.ts';
import type { Translate } from './translate.ts';

type Seller = {
  readonly name: string;
  readonly legal_name: string | null;
  readonly address: SellerAddress | null;
  readonly tax_id: string | null;
};

/** Whom one buys from: the name in law where it was told, else the one that everybody knows. */
export function legalName({ legal_name, name }: Pick<Seller, 'legal_name' | 'name'>): string {
  return legal_name ?? name;
}

/** Street, place and country, a line each as an envelope has them; none until the seller has told. */
export function addressLines(address: SellerAddress | null, locale: Locale): string[] {
  if (!address) return [];
  const { line1, line2, city, postal_code, state, country } = address;
  const place = [postal_code, city, state].filter((part) => part !== null).map(isolated);
  const lines = [line1, line2, `${place.join(' ')}, ${countryName(country, locale)}`];
  return lines.filter((line) => line !== null);
}

/** Name and address in one sentence's part: "Nordlicht GmbH, Ring 1, 20359 Hamburg, Germany". */
export function sellerInOneLine(
  seller: Pick<Seller, 'legal_name' | 'name' | 'address'>,
  locale: Locale,
): string {
  return [legalName(seller), ...addressLines(seller.address, locale)].map(isolated).join(', ');
}

/** All that the seller told of itself in law, in one line; nothing until it has. */
export function legalInOneLine(seller: Seller, text: Translate): string {
  const { legal_name, address, tax_id } = seller;
  const taxNumber = tax_id && text('receipt.taxId', { id: tax_id });
  const parts = [legal_name, ...addressLines(address, text.locale), taxNumber];
  return parts
    .filter((part) => part !== null)
    .map(isolated)
    .join(', ');
}
