import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertMinor } from '#platform/kit/exchange.ts';
import type { ExchangeRate } from '#selling/exchange-rates/exchange-rate.ts';
import { offerOrConversion } from './converted-offer.ts';

const rateOf = (rateMillionths: bigint): ExchangeRate => ({ rateMillionths, source: 'operator', date: null });

/** A link in euros with one line. */
function link(unitPriceMinor: bigint, quantity: number) {
  const line = {
    productId: null,
    name: 'Print',
    description: null,
    imageUrl: null,
    quantity,
    taxRate: 0,
    unitPrices: { EUR: unitPriceMinor },
  };
  return { lines: [line] as never, currency: 'EUR' as const, pricingMode: 'TAX_INCLUSIVE' as const };
}

describe('a currency in which rounding each price would move the total', () => {
  it.each([
    // 0.05 € × 1.0834 = 0.05417, so 0.05 a piece: 1,000 of them are 50.00 instead of 54.17.
    ['by more than half a percent is not offered', 5n, 1000, 1_083_400n, undefined],
    // 0.99 € × 1.005 = 0.99495, so 0.99 a piece: 1,000 are 990.00 instead of 994.95, not quite half a percent.
    ['by less is offered', 99n, 1000, 1_005_000n, 99_000n],
    // 1.00 € × 1.005 = 1.005, so 1.01 a piece: 200 are 202.00 instead of 201.00, by 0.4975 %.
    ['up is judged like down', 100n, 200, 1_005_000n, 20_200n],
    // 1.00 € × 1.004 = 1.004, so 1.00 a piece: 2.00 as a whole either way.
    ['by nothing that a cent can show is offered', 100n, 2, 1_004_000n, 200n],
  ])('%s', (_, price, quantity, rate, total) => {
    expect(offerOrConversion(link(price, quantity), 'USD', rateOf(rate))?.offer.totalMinor).toBe(total);
  });

  it('is never offered, and any other is, whatever price, number and rate', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 100_000n),
        fc.integer({ min: 1, max: 9999 }),
        fc.bigInt(500_000n, 2_000_000n),
        (price, quantity, rate) => {
          const each = convertMinor(price, 'EUR', 'USD', rate);
          const exact = convertMinor(price * BigInt(quantity), 'EUR', 'USD', rate);
          const move = Number(each * BigInt(quantity) - exact) / Number(exact);
          const offered = offerOrConversion(link(price, quantity), 'USD', rateOf(rate)) !== undefined;
          if (Math.abs(Math.abs(move) - 0.005) > 1e-9) {
            expect(offered).toBe(each > 0n && Math.abs(move) < 0.005);
          }
        },
      ),
    );
  });
});
