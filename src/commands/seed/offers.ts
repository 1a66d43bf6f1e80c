import { checkBounds, type Organization } from '#merchants/organizations/organization.ts';
import type { ProductCreate } from '#platform/contract/products.ts';
import type { Currency } from '#platform/kit/money.ts';
import { type Offer, offerIn, type SnapshotLine } from '#selling/payment-links/payment-link.ts';
import type { Product } from '#selling/products/product.ts';
import { oneOf, type Random, wholeBelow } from './random.ts';

export const seedProducts: readonly ProductCreate[] = [
  { name: 'Art print, A3', prices: { USD: '32.00', EUR: '29.00' }, tax_rate: '19' },
  { name: 'Art print, A5', prices: { USD: '12.50', EUR: '11.00' }, tax_rate: '19' },
  { name: 'Photo book', prices: { USD: '54.00', EUR: '48.00' }, tax_rate: '7' },
  { name: 'Wall calendar', prices: { USD: '24.90', EUR: '22.90' }, tax_rate: '7' },
  { name: 'Workshop, half a day', prices: { USD: '89.00', EUR: '79.00' }, tax_rate: '19' },
  { name: 'Gift voucher', prices: { USD: '25.00', EUR: '25.00' }, tax_rate: '0' },
];

/** What a link sells, priced in the currencies that it offers. Many links share one of a few dozen. */
export type SeedOffer = {
  readonly currency: Currency;
  readonly lines: readonly SnapshotLine[];
  readonly offers: Readonly<Partial<Record<Currency, Offer>>>;
};

const wantedOffers = 40;

/** Offers of one to three products that are within the organization's bounds in both currencies. */
export function makeOffers(
  random: Random,
  organization: Organization,
  products: readonly Product[],
): SeedOffer[] {
  return Array.from({ length: wantedOffers }, () => makeOffer(random, organization, products)).filter(
    ({ offers }) =>
      Object.values(offers).every(
        ({ totalMinor, currency }) => !checkBounds(totalMinor, currency, organization),
      ),
  );
}

function makeOffer(random: Random, organization: Organization, products: readonly Product[]): SeedOffer {
  const first = wholeBelow(random, products.length);
  const count = 1 + wholeBelow(random, 3);
  const lines = Array.from({ length: count }, (_, index): SnapshotLine => {
    const product = products[(first + index) % products.length] as Product;
    return {
      productId: product.id,
      name: product.name,
      description: product.description,
      imageUrl: product.imageUrl,
      quantity: 1 + wholeBelow(random, 2),
      unitPrices: product.prices,
      taxRate: product.taxRate ?? organization.defaultTaxRate,
    };
  });
  const price = (currency: Currency) => offerIn(lines, currency, organization.pricingMode) as Offer;
  return {
    currency: oneOf(random, ['USD', 'EUR']),
    lines,
    offers: { USD: price('USD'), EUR: price('EUR') },
  };
}
