import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertMinor, formatExchangeRate, parseExchangeRate } from './exchange.ts';
import { longhand } from './testing/longhand.ts';

const anyPrice = fc.bigInt({ min: 0n, max: 999_999_999n });
const anyRate = fc.bigInt({ min: 1n, max: 999_999_999_999n });

describe('convertMinor', () => {
  it('multiplies euros to dollars and divides dollars to euros', () => {
    expect(convertMinor(1000n, 'EUR', 'USD', 1_083_400n)).toBe(1083n);
    expect(convertMinor(1083n, 'USD', 'EUR', 1_083_400n)).toBe(1000n);
  });

  it('rounds half away from zero', () => {
    expect(convertMinor(1n, 'EUR', 'USD', 1_500_000n)).toBe(2n);
    expect(convertMinor(1n, 'USD', 'EUR', 2_000_000n)).toBe(1n);
  });

  it('may round a small price to zero', () => {
    expect(convertMinor(1n, 'USD', 'EUR', 3_000_000n)).toBe(0n);
  });

  it('agrees with pencil and paper both ways', () => {
    fc.assert(
      fc.property(anyPrice, anyRate, (minor, rate) => {
        const toUsd = longhand.divideRounded(longhand.multiply(String(minor), String(rate)), '1000000');
        expect(String(convertMinor(minor, 'EUR', 'USD', rate))).toBe(toUsd);
        const toEur = longhand.divideRounded(longhand.multiply(String(minor), '1000000'), String(rate));
        expect(String(convertMinor(minor, 'USD', 'EUR', rate))).toBe(toEur);
      }),
    );
  });

  it('leaves an amount in its own currency as it is', () => {
    expect(convertMinor(7n, 'EUR', 'EUR', 1_083_400n)).toBe(7n);
  });

  it('refuses a rate that is not positive', () => {
    expect(() => convertMinor(1n, 'EUR', 'USD', 0n)).toThrow('positive');
  });
});

describe('exchange rates as text', () => {
  it.each([
    ['1.0834', 1_083_400n],
    ['1', 1_000_000n],
    ['0.000001', 1n],
  ])('reads %s as %s millionths', (text, rate) => {
    expect(parseExchangeRate(text)).toBe(rate);
  });

  it.each([['0'], ['0.000000'], ['-1'], ['1.1234567'], ['1e0'], [''], [' 1'], ['1,08'], ['1000000']])(
    'refuses %j',
    (text) => {
      expect(parseExchangeRate(text)).toBeUndefined();
    },
  );

  it('reads back every rate it writes', () => {
    expect(formatExchangeRate(1_083_400n)).toBe('1.083400');
    fc.assert(fc.property(anyRate, (rate) => parseExchangeRate(formatExchangeRate(rate)) === rate));
  });
});
