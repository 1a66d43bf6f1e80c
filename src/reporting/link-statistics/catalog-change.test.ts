import { expect, it } from 'vitest';
import type { SnapshotLine } from '#selling/payment-links/payment-link.ts';
import type { Product } from '#selling/products/product.ts';
import { catalogChanges } from './catalog-change.ts';

const id = '0197a000-0000-7000-8000-000000000000';
const line: SnapshotLine = {
  productId: id,
  name: 'Print',
  description: null,
  imageUrl: null,
  quantity: 2,
  unitPrices: { USD: 3000n, EUR: 2500n },
  taxRate: 19_000,
};
const product: Product = {
  id,
  name: 'Print',
  description: null,
  imageUrl: null,
  prices: { USD: 3000n, EUR: 2500n },
  taxRate: null,
  active: true,
  metadata: {},
  createdAt: new Date(0),
  updatedAt: new Date(0),
};
const of = (changes: Partial<Product>, lines: readonly SnapshotLine[] = [line], rate = 19_000) =>
  catalogChanges(
    { lines: [...lines], currency: 'EUR' },
    new Map([[id, { ...product, ...changes }]]),
    rate,
  ).map(({ kind, was, now }) => [kind, was, now]);

it.each([
  ['nothing', of({}), []],
  ['a price in the link’s currency', of({ prices: { EUR: 2600n } }), [['unit_price', '25.00', '26.00']]],
  ['a price in another currency', of({ prices: { USD: 1n, EUR: 2500n } }), []],
  ['a price that is gone', of({ prices: { USD: 3000n } }), [['unit_price', '25.00', null]]],
  ['a tax rate', of({ taxRate: 7_000 }), [['tax_rate', '19.000', '7.000']]],
  ['the organization’s rate', of({}, [line], 20_000), [['tax_rate', '19.000', '20.000']]],
  ['a name', of({ name: 'Poster' }), [['name', 'Print', 'Poster']]],
  ['the end of a product', of({ active: false, name: 'Poster' }), [['archived', null, null]]],
  ['an item that no product stands behind', of({ name: 'Poster' }, [{ ...line, productId: null }]), []],
])('%s', (_, changes, wanted) => {
  expect(changes).toEqual(wanted);
});
