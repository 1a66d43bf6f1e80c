import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLines, encodeLines } from './lines-json.ts';
import {
  checkLimit,
  deriveStatus,
  offeredCurrencies,
  offerIn,
  type SnapshotLine,
  unavailableProblem,
} from './payment-link.ts';

const mug: SnapshotLine = {
  productId: '01963b9e-7f6c-7b6e-8000-000000000001',
  name: 'Mug',
  description: null,
  imageUrl: null,
  quantity: 3,
  unitPrices: { USD: 999n, EUR: 900n },
  taxRate: 20_000,
};
const poster: SnapshotLine = { ...mug, name: 'Poster', quantity: 1, unitPrices: { USD: 1n }, taxRate: 0 };

describe('offerIn', () => {
  it('rounds tax once per line, and the lines add up to the total', () => {
    const offer = offerIn([mug, poster], 'USD', 'TAX_EXCLUSIVE');
    expect(offer).toMatchObject({ currency: 'USD', subtotalMinor: 2998n, taxMinor: 599n, totalMinor: 3597n });
    expect(offer?.lines[0]).toMatchObject({ unitPriceMinor: 999n, subtotalMinor: 2997n, taxMinor: 599n });
  });

  it('takes the tax out of inclusive prices', () => {
    expect(offerIn([mug], 'EUR', 'TAX_INCLUSIVE')).toMatchObject({
      subtotalMinor: 2250n,
      taxMinor: 450n,
      totalMinor: 2700n,
    });
  });

  it('offers nothing in a currency that a line has no price in', () => {
    expect(offerIn([mug, poster], 'EUR', 'TAX_INCLUSIVE')).toBeUndefined();
    expect(offeredCurrencies([mug, poster])).toEqual(['USD']);
    expect(offeredCurrencies([mug])).toEqual(['USD', 'EUR']);
  });

  it('adds up for any lines, in both pricing modes', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 9999 }),
      price: fc.bigInt({ min: 1n, max: 999_999_999n }),
      taxRate: fc.integer({ min: 0, max: 100_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 50 }),
        fc.constantFrom('TAX_INCLUSIVE', 'TAX_EXCLUSIVE'),
        (facts, pricingMode) => {
          const lines = facts.map(({ price, ...rest }) => ({ ...mug, ...rest, unitPrices: { EUR: price } }));
          const offer = offerIn(lines, 'EUR', pricingMode)!;
          const sum = (part: 'subtotalMinor' | 'taxMinor' | 'totalMinor') =>
            offer.lines.reduce((total, priced) => total + priced[part], 0n);
          expect(offer.totalMinor).toBe(sum('totalMinor'));
          expect(offer.subtotalMinor + offer.taxMinor).toBe(offer.totalMinor);
          expect(sum('subtotalMinor') + sum('taxMinor')).toBe(offer.totalMinor);
        },
      ),
    );
  });
});

describe('deriveStatus', () => {
  const now = new Date('2026-03-29T01:00:00.000Z');
  const past = new Date(now.getTime() - 1);
  const link = { deletedAt: null, isActive: true, expiresAt: null, maxUses: null, used: 0 };

  it.each([
    ['active', {}],
    ['active', { expiresAt: new Date(now.getTime() + 1), maxUses: 2, used: 1 }],
    ['used_up', { maxUses: 2, used: 2 }],
    ['expired', { expiresAt: now, maxUses: 1, used: 1 }],
    ['inactive', { isActive: false, expiresAt: past, maxUses: 1, used: 1 }],
    ['deleted', { deletedAt: past, isActive: false, expiresAt: past, maxUses: 1, used: 1 }],
  ] as const)('is %s for %j: the first reason in the documented order', (status, facts) => {
    expect(deriveStatus({ ...link, ...facts }, now)).toBe(status);
  });

  it('never calls a link without limit used up', () => {
    expect(deriveStatus({ ...link, used: 1_000_000 }, now)).toBe('active');
  });
});

describe('unavailableProblem', () => {
  it.each(['deleted', 'inactive', 'expired', 'used_up'] as const)(
    'tells the buyer of a link that is %s that nothing was charged',
    (status) => {
      const refusal = unavailableProblem(status);
      expect(refusal).toMatchObject({ status: 410, code: `link_${status}` });
      expect(refusal.detail).toContain('nothing was charged');
    },
  );

  it('is never asked about an active link', () => {
    expect(() => unavailableProblem('active')).toThrow('available');
  });
});

describe('checkLimit', () => {
  it('lets a limit cover exactly what is paid and held', () => {
    expect(checkLimit(5, { used: 3, held: 2 })).toBeUndefined();
  });

  it('names both numbers when it does not', () => {
    const refusal = checkLimit(4, { used: 3, held: 2 });
    expect(refusal).toMatchObject({ status: 400, code: 'max_uses_below_uses' });
    expect(refusal?.detail).toMatch(/3 .* paid and 2 .* held/);
  });
});

describe('encodeLines', () => {
  it('comes back exactly, amounts beyond what a float holds included', () => {
    const price = fc.bigInt({ min: 1n, max: 2n ** 62n });
    const line = fc.record({
      productId: fc.uuid(),
      name: fc.string(),
      description: fc.option(fc.string()),
      imageUrl: fc.option(fc.webUrl()),
      quantity: fc.integer({ min: 1, max: 9999 }),
      unitPrices: fc.record({ USD: price, EUR: price }, { requiredKeys: [] }),
      taxRate: fc.integer({ min: 0, max: 100_000 }),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(decodeLines(encodeLines(lines))).toEqual(lines);
        expect(decodeLines(JSON.parse(encodeLines(lines)))).toEqual(lines);
        expect(encodeLines(lines)).not.toMatch(/"(USD|EUR)":[^"]/);
      }),
    );
  });
});
