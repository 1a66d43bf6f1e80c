import { describe, expect, it } from 'vitest';
import { readNewProduct, readProductId, readProductPatch } from './product.ts';

describe('readNewProduct', () => {
  it('fills in what was left out', () => {
    expect(readNewProduct({ name: ' Mug ', prices: { USD: '12.5' } })).toEqual({
      name: 'Mug',
      description: null,
      imageUrl: null,
      prices: { USD: 1250n },
      taxRate: null,
      active: true,
      metadata: {},
    });
  });

  it('reads a price in each currency, from text or number', () => {
    expect(readNewProduct({ name: 'Mug', prices: { USD: 0.1, EUR: '9999999.99' } }).prices).toEqual({
      USD: 10n,
      EUR: 999_999_999n,
    });
  });

  it.each(['0', '0.00', '-1', '1.234', '1e3', '10000000', 'free', '', 0, -0.01, 0.001, 1e21])(
    'refuses the price %j, naming its currency',
    (price) => {
      expect(() => readNewProduct({ name: 'Mug', prices: { EUR: price } })).toThrow(
        expect.objectContaining({
          status: 400,
          code: 'invalid_amount',
          errors: [expect.objectContaining({ field: 'prices.EUR' })],
        }),
      );
    },
  );
});

describe('readProductPatch', () => {
  it('touches only what was given', () => {
    expect(readProductPatch({})).toEqual({});
    expect(readProductPatch({ active: false })).toEqual({ active: false });
  });

  it('clears optional fields by null', () => {
    expect(readProductPatch({ description: null, image_url: null, tax_rate: null, metadata: null })).toEqual({
      description: null,
      imageUrl: null,
      taxRate: null,
      metadata: {},
    });
  });

  it.each(['101', '19.6667', '-1', 'twenty'])('refuses the tax rate %s', (taxRate) => {
    expect(() => readProductPatch({ tax_rate: taxRate })).toThrow('percentage');
  });
});

describe('readProductId', () => {
  it.each(['', 'prod_', '01963b9e-7f6c-7b6e-8000-000000000000', 'org_01jcz5q5zvf4gttw1a5v0c0a0b'])(
    'tells %j like an unknown product',
    (publicId) => {
      expect(() => readProductId(publicId)).toThrow(
        expect.objectContaining({ status: 404, code: 'not_found' }),
      );
    },
  );
});
