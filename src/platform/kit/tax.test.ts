import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideRounded,
  feeMinor,
  formatTaxRate,
  parseTaxRate,
  priceLine,
  pricingModes,
  refundTaxMinor,
  sumPrices,
  taxByRate,
} from './tax.ts';
import { longhand } from './testing/longhand.ts';

const anyLine = fc.record({
  unitPriceMinor: fc.bigInt({ min: 0n, max: 999_999_999n }),
  quantity: fc.integer({ min: 1, max: 9999 }),
  taxRate: fc.integer({ min: 0, max: 100_000 }),
});

describe('tax rates', () => {
  it.each([
    ['20', 20_000],
    ['19.6', 19_600],
    ['0', 0],
    ['0.001', 1],
    ['100', 100_000],
    ['100.000', 100_000],
    [8.875, 8875],
    [7, 7000],
  ])('reads %j as %d thousandths of a percent', (input, rate) => {
    expect(parseTaxRate(input)).toBe(rate);
  });

  it.each([
    ['100.001'],
    ['101'],
    ['-1'],
    [-1],
    ['1.2345'],
    [0.0001],
    ['1e1'],
    [1e-7],
    ['020'],
    ['20%'],
    [' 20'],
    [''],
    [Number.NaN],
    [null],
    [true],
  ])('refuses %j', (input) => {
    expect(parseTaxRate(input)).toBeUndefined();
  });

  it('writes three decimals, and reads back every rate it writes', () => {
    expect(formatTaxRate(20_000)).toBe('20.000');
    expect(formatTaxRate(1)).toBe('0.001');
    expect(() => formatTaxRate(100_001)).toThrow('thousandths of a percent');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (rate) => parseTaxRate(formatTaxRate(rate)) === rate),
    );
  });
});

describe('divideRounded', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
    [1n, 2n, 1n],
    [49n, 100n, 0n],
  ])('%s / %s is %s: halves go away from zero', (numerator, denominator, quotient) => {
    expect(divideRounded(numerator, denominator)).toBe(quotient);
  });

  it('divides like long division', () => {
    const anyNumerator = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const anyDenominator = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(anyNumerator, anyDenominator, (numerator, denominator) => {
        const expected = longhand.divideRounded(String(numerator), String(denominator));
        expect(String(divideRounded(numerator, denominator))).toBe(expected);
      }),
    );
  });

  it('refuses a denominator that is not positive', () => {
    expect(() => divideRounded(1n, 0n)).toThrow('positive');
    expect(() => divideRounded(1n, -1n)).toThrow('positive');
  });
});

describe('priceLine', () => {
  it('adds tax on top of an exclusive price', () => {
    const price = priceLine({ unitPriceMinor: 2999n, quantity: 2, taxRate: 20_000 }, 'TAX_EXCLUSIVE');
    expect(price).toEqual({ subtotalMinor: 5998n, taxMinor: 1200n, totalMinor: 7198n });
  });

  it('takes tax out of an inclusive price', () => {
    const price = priceLine({ unitPriceMinor: 2999n, quantity: 2, taxRate: 20_000 }, 'TAX_INCLUSIVE');
    expect(price).toEqual({ subtotalMinor: 4998n, taxMinor: 1000n, totalMinor: 5998n });
  });

  it('rounds half a cent up, once per line and not per piece', () => {
    const line = { unitPriceMinor: 1n, quantity: 5, taxRate: 10_000 };
    expect(priceLine(line, 'TAX_EXCLUSIVE').taxMinor).toBe(1n);
  });

  it('agrees with pencil and paper in both modes', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const rate = String(line.taxRate);
        const amount = longhand.multiply(String(line.unitPriceMinor), String(line.quantity));
        const taxed = longhand.multiply(amount, rate);

        const exclusive = priceLine(line, 'TAX_EXCLUSIVE');
        const taxOnTop = longhand.divideRounded(taxed, '100000');
        expect(String(exclusive.subtotalMinor)).toBe(amount);
        expect(String(exclusive.taxMinor)).toBe(taxOnTop);
        expect(String(exclusive.totalMinor)).toBe(longhand.add(amount, taxOnTop));

        const inclusive = priceLine(line, 'TAX_INCLUSIVE');
        const taxWithin = longhand.divideRounded(taxed, longhand.add('100000', rate));
        expect(String(inclusive.totalMinor)).toBe(amount);
        expect(String(inclusive.taxMinor)).toBe(taxWithin);
        expect(String(inclusive.subtotalMinor)).toBe(longhand.subtract(amount, taxWithin));
      }),
    );
  });

  it('refuses what no line can have', () => {
    const line = { unitPriceMinor: 1n, quantity: 1, taxRate: 0 };
    expect(() => priceLine({ ...line, quantity: 0.5 }, 'TAX_INCLUSIVE')).toThrow('whole number');
    expect(() => priceLine({ ...line, taxRate: 0.2 }, 'TAX_INCLUSIVE')).toThrow('thousandths');
  });
});

describe('sumPrices', () => {
  it('reconciles in both modes: the lines a buyer sees add up to the total a buyer pays', () => {
    const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(anyLines, fc.constantFrom(...pricingModes), (lines, mode) => {
        const prices = lines.map((line) => priceLine(line, mode));
        const sum = sumPrices(prices);
        const column = (part: 'subtotalMinor' | 'taxMinor' | 'totalMinor') =>
          prices.map((price) => String(price[part])).reduce(longhand.add, '0');
        expect(String(sum.subtotalMinor)).toBe(column('subtotalMinor'));
        expect(String(sum.taxMinor)).toBe(column('taxMinor'));
        expect(String(sum.totalMinor)).toBe(column('totalMinor'));
        expect(longhand.add(column('subtotalMinor'), column('taxMinor'))).toBe(column('totalMinor'));
      }),
    );
  });

  it('is all zeros for no lines', () => {
    expect(sumPrices([])).toEqual({ subtotalMinor: 0n, taxMinor: 0n, totalMinor: 0n });
  });
});

const anyPayment = fc
  .bigInt({ min: 1n, max: 100_000n })
  .chain((grossMinor) => fc.record({ grossMinor: fc.constant(grossMinor), taxMinor: upTo(grossMinor) }));

describe('refundTaxMinor', () => {
  it('gives the rounded share of the tax, and the rest with the last refund', () => {
    const payment = { grossMinor: 1000n, taxMinor: 167n };
    const first = { ...payment, refundedBeforeMinor: 0n, taxRefundedBeforeMinor: 0n, refundMinor: 333n };
    expect(refundTaxMinor(first)).toBe(56n);
    const last = { ...payment, refundedBeforeMinor: 333n, taxRefundedBeforeMinor: 56n, refundMinor: 667n };
    expect(refundTaxMinor(last)).toBe(111n);
  });

  it('stays between nothing and the refund, whatever tax earlier refunds took before one of them failed', () => {
    const payment = { grossMinor: 1000n, taxMinor: 900n };
    const little = { ...payment, refundedBeforeMinor: 500n, taxRefundedBeforeMinor: 0n, refundMinor: 100n };
    expect(refundTaxMinor(little)).toBe(100n);
    const much = { ...payment, refundedBeforeMinor: 0n, taxRefundedBeforeMinor: 50n, refundMinor: 1n };
    expect(refundTaxMinor(much)).toBe(0n);
  });

  it('adds up exactly however a payment is refunded, each step being the rounded share of all so far', () => {
    fc.assert(
      fc.property(anyPayment, fc.array(fc.nat(100_000), { maxLength: 20 }), (payment, wishes) => {
        let refundedMinor = 0n;
        let taxRefundedMinor = 0n;
        for (const refundMinor of [...partsOf(payment.grossMinor, wishes)]) {
          const taxMinor = refundTaxMinor({
            ...payment,
            refundedBeforeMinor: refundedMinor,
            taxRefundedBeforeMinor: taxRefundedMinor,
            refundMinor,
          });
          expect(taxMinor >= 0n && taxMinor <= refundMinor).toBe(true);
          refundedMinor += refundMinor;
          taxRefundedMinor += taxMinor;
          const share = longhand.multiply(String(payment.taxMinor), String(refundedMinor));
          const expected = longhand.divideRounded(share, String(payment.grossMinor));
          expect(String(taxRefundedMinor)).toBe(expected);
        }
        expect(refundedMinor).toBe(payment.grossMinor);
        expect(taxRefundedMinor).toBe(payment.taxMinor);
      }),
    );
  });

  it('still adds up, within each refund, when any of the earlier refunds fail', () => {
    const anySteps = fc.array(fc.record({ wish: fc.nat(50), failing: fc.nat(), fails: fc.boolean() }), {
      maxLength: 60,
    });
    const smallPayment = fc
      .bigInt({ min: 1n, max: 300n })
      .chain((grossMinor) => fc.record({ grossMinor: fc.constant(grossMinor), taxMinor: upTo(grossMinor) }));
    fc.assert(
      fc.property(smallPayment, anySteps, (payment, steps) => {
        const standing: { refundMinor: bigint; taxMinor: bigint }[] = [];
        const total = (part: 'refundMinor' | 'taxMinor') =>
          standing.reduce((sum, refund) => sum + refund[part], 0n);
        const refundUpTo = (wishMinor: bigint) => {
          const leftMinor = payment.grossMinor - total('refundMinor');
          const refundMinor = wishMinor < leftMinor ? wishMinor : leftMinor;
          if (refundMinor === 0n) return;
          const refundedBeforeMinor = total('refundMinor');
          const taxRefundedBeforeMinor = total('taxMinor');
          const before = { refundedBeforeMinor, taxRefundedBeforeMinor };
          const taxMinor = refundTaxMinor({ ...payment, ...before, refundMinor });
          expect(taxMinor >= 0n && taxMinor <= refundMinor).toBe(true);
          standing.push({ refundMinor, taxMinor });
        };
        for (const { wish, failing, fails } of steps) {
          if (fails && standing.length > 0) standing.splice(failing % standing.length, 1);
          else refundUpTo(BigInt(wish));
        }
        refundUpTo(payment.grossMinor);
        expect(total('refundMinor')).toBe(payment.grossMinor);
        expect(total('taxMinor')).toBe(payment.taxMinor);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a refund that is not positive or exceeds the payment', () => {
    const refund = { grossMinor: 10n, taxMinor: 1n, refundedBeforeMinor: 5n, taxRefundedBeforeMinor: 0n };
    expect(() => refundTaxMinor({ ...refund, refundMinor: 0n })).toThrow('positive');
    expect(() => refundTaxMinor({ ...refund, refundMinor: 6n })).toThrow('exceed');
  });
});

describe('feeMinor', () => {
  it('is the rounded percentage plus the fixed part', () => {
    expect(feeMinor({ grossMinor: 5998n, percentThousandths: 2900, fixedMinor: 30n })).toBe(204n);
    expect(feeMinor({ grossMinor: 50n, percentThousandths: 1000, fixedMinor: 0n })).toBe(1n);
  });

  it('never exceeds the payment', () => {
    expect(feeMinor({ grossMinor: 20n, percentThousandths: 2900, fixedMinor: 30n })).toBe(20n);
  });
});

function upTo(max: bigint) {
  return fc.bigInt({ min: 0n, max });
}

/** Cuts the whole into positive parts near the wishes; the last takes what is left. */
function* partsOf(whole: bigint, wishes: number[]): Generator<bigint> {
  let left = whole;
  for (const wish of wishes) {
    const part = (BigInt(wish) % left) + 1n;
    if (part >= left) break;
    left -= part;
    yield part;
  }
  yield left;
}

it('tells the tax by rate, in the order in which buyers see the lines', () => {
  const lines = [
    { rate: '7.000', taxMinor: 209n },
    { rate: '19.000', taxMinor: 3832n },
    { rate: '0.000', taxMinor: 0n },
    { rate: '7.000', taxMinor: 1n },
  ];
  expect(taxByRate(lines)).toEqual([
    { rate: '7.000', taxMinor: 210n },
    { rate: '19.000', taxMinor: 3832n },
    { rate: '0.000', taxMinor: 0n },
  ]);
});
