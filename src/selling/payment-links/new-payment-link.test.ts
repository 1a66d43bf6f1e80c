import { describe, expect, it } from 'vitest';
import { formatId } from '#platform/kit/ids.ts';
import type { Product } from '#selling/products/product.ts';
import { readExpiry, readWantedLines, takeSnapshot } from './new-payment-link.ts';

const at = new Date('2026-01-31T12:00:00.000Z');
const mugId = '01963b9e-7f6c-7b6e-8000-000000000001';
const posterId = '01963b9e-7f6c-7b6e-8000-000000000002';
const mug: Product = {
  id: mugId,
  name: 'Mug',
  description: 'Holds coffee',
  imageUrl: null,
  prices: { USD: 1250n, EUR: 1100n },
  taxRate: null,
  active: true,
  metadata: { shelf: '4' },
  createdAt: at,
  updatedAt: at,
};
const poster: Product = { ...mug, id: posterId, name: 'Poster', prices: { USD: 500n }, taxRate: 7_000 };
const catalog = new Map([mug, poster].map((product) => [product.id, product]));
const asked = (...ids: string[]) => ids.map((id) => ({ product_id: formatId('prod', id), quantity: 2 }));

describe('readWantedLines', () => {
  it('merges a product that is named twice, at its first place', () => {
    expect(readWantedLines(asked(posterId, mugId, posterId))).toEqual([
      { productId: posterId, quantity: 4, index: 0 },
      { productId: mugId, quantity: 2, index: 1 },
    ]);
  });

  it('holds the merged quantity to the limit of one line', () => {
    const product_id = formatId('prod', mugId);
    const lines = (quantity: number) => [
      { product_id, quantity: 9000 },
      { product_id, quantity },
    ];
    expect(readWantedLines(lines(999))).toHaveLength(1);
    expect(() => readWantedLines(lines(1000))).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field: 'products[1].quantity' })] }),
    );
  });
});

describe('takeSnapshot', () => {
  it('copies what buyers see, every price, and the rate that applies now', () => {
    const lines = takeSnapshot(readWantedLines(asked(mugId, posterId)), catalog, 'USD', 19_000);
    expect(lines).toEqual([
      {
        productId: mugId,
        name: 'Mug',
        description: 'Holds coffee',
        imageUrl: null,
        quantity: 2,
        unitPrices: { USD: 1250n, EUR: 1100n },
        taxRate: 19_000,
      },
      expect.objectContaining({ productId: posterId, unitPrices: { USD: 500n }, taxRate: 7_000 }),
    ]);
  });

  it('names every product that is unknown, archived, or without a price in the currency', () => {
    const archived = new Map([...catalog, [mugId, { ...mug, active: false }]]);
    const products = [...asked(mugId, posterId), { product_id: 'mug', quantity: 1 }];
    expect(() => takeSnapshot(readWantedLines(products), archived, 'EUR', 0)).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'unknown_product',
        errors: [
          expect.objectContaining({ field: 'products[0].product_id', code: 'unknown_product' }),
          expect.objectContaining({ field: 'products[1].product_id', code: 'price_missing' }),
          expect.objectContaining({ field: 'products[2].product_id', code: 'unknown_product' }),
        ],
      }),
    );
  });
});

describe('readExpiry', () => {
  it('takes a moment in the future, in any zone, or never', () => {
    expect(readExpiry('2026-01-31T14:00:00.001+02:00', at)).toEqual(new Date(at.getTime() + 1));
    expect(readExpiry(null, at)).toBeNull();
  });

  it('refuses this very moment and the past', () => {
    expect(() => readExpiry('2026-01-31T12:00:00Z', at)).toThrow(
      expect.objectContaining({ code: 'expires_in_past' }),
    );
  });

  it.each(['2026-02-30T12:00:00Z', '2030-01-31T12:00:00', 'tomorrow', ''])('refuses %j', (text) => {
    expect(() => readExpiry(text, at)).toThrow(expect.objectContaining({ code: 'invalid_time' }));
  });
});
