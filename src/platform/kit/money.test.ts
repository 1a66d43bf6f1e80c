import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  CurrencyMismatch,
  compareMoney,
  formatAmount,
  isCurrency,
  maxAmountMinor,
  minorOf,
  money,
  multiplyMoney,
  otherCurrency,
  parseAmount,
  subtractMoney,
  sumMoney,
} from './money.ts';
import { longhand } from './testing/longhand.ts';

const usd = (minor: bigint) => money('USD', minor);
const anyMinor = fc.bigInt({ min: 0n, max: maxAmountMinor });

describe('parseAmount', () => {
  it.each([
    ['29.99', 2999n],
    ['29.9', 2990n],
    ['29', 2900n],
    ['0', 0n],
    ['0.00', 0n],
    ['0.01', 1n],
    ['9999999.99', 999_999_999n],
    [29.99, 2999n],
    [0.1, 10n],
    [0, 0n],
    [12, 1200n],
    [9_999_999.99, 999_999_999n],
    [1.1 * 1, 110n],
  ])('reads %o as %s minor units', (input, minor) => {
    expect(parseAmount(input)).toBe(minor);
  });

  it.each([
    ['1.005'],
    [1.005],
    [0.1 + 0.2],
    ['1e2'],
    [1e21],
    [1e-7],
    ['-1'],
    [-1],
    ['+1'],
    [' 1'],
    ['1 '],
    ['1\n'],
    ['1.'],
    ['.5'],
    ['01'],
    ['1,000'],
    ['1,5'],
    ['1_000'],
    ['0x10'],
    ['١٢'],
    [''],
    ['NaN'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['10000000'],
    ['9999999.999'],
    [10_000_000],
    [null],
    [undefined],
    [true],
    [12n],
    [['1']],
    [{ toString: () => '1' }],
  ])('refuses %o', (input) => {
    expect(parseAmount(input)).toBeUndefined();
  });

  it('reads back every amount it writes', () => {
    fc.assert(fc.property(anyMinor, (minor) => parseAmount(formatAmount(minor)) === minor));
  });

  it('takes whole part and decimals at their place values, as text and as number', () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(parts, ([whole, cents]) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;
        const expected = longhand.add(longhand.multiply(String(whole), '100'), String(cents));
        expect(String(parseAmount(text))).toBe(expected);
        expect(String(parseAmount(Number(text)))).toBe(expected);
      }),
    );
  });

  it('accepts a number only when its shortest form has at most two decimals', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20_000_000 }), (value) => {
        const [whole = '', decimals = '', ...rest] = String(value).split('.');
        const plain = /^\d+$/.test(whole) && /^\d*$/.test(decimals) && rest.length === 0;
        const acceptable = plain && decimals.length <= 2 && whole.length <= 7;
        expect(parseAmount(value) !== undefined).toBe(acceptable);
      }),
      { numRuns: 500 },
    );
  });
});

describe('formatAmount', () => {
  it.each([
    [0n, '0.00'],
    [1n, '0.01'],
    [10n, '0.10'],
    [2999n, '29.99'],
    [-100n, '-1.00'],
    [-1n, '-0.01'],
    [123_456_789_012_345_678_901n, '1234567890123456789.01'],
  ])('writes %s as %s', (minor, text) => {
    expect(formatAmount(minor)).toBe(text);
  });
});

describe('arithmetic', () => {
  it('adds, subtracts, multiplies and compares like pencil and paper', () => {
    const anyAmount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const anyQuantity = fc.integer({ min: 0, max: 9999 });
    fc.assert(
      fc.property(anyAmount, anyAmount, anyQuantity, (left, right, quantity) => {
        const [first, second] = [String(left), String(right)];
        expect(String(addMoney(usd(left), usd(right)).minor)).toBe(longhand.add(first, second));
        expect(String(subtractMoney(usd(left), usd(right)).minor)).toBe(longhand.subtract(first, second));
        expect(String(multiplyMoney(usd(left), quantity).minor)).toBe(
          longhand.multiply(first, String(quantity)),
        );
        expect(compareMoney(usd(left), usd(right))).toBe(longhand.compare(first, second));
      }),
    );
  });

  it('sums a list, and nothing to zero', () => {
    expect(sumMoney('USD', [usd(1n), usd(2n), usd(-5n)])).toEqual(usd(-2n));
    expect(sumMoney('EUR', [])).toEqual(money('EUR', 0n));
  });

  it('never mixes currencies', () => {
    const eur = money('EUR', 1n);
    expect(() => addMoney(usd(1n), eur)).toThrow(CurrencyMismatch);
    expect(() => subtractMoney(usd(1n), eur)).toThrow(CurrencyMismatch);
    expect(() => compareMoney(usd(1n), eur)).toThrow(CurrencyMismatch);
    expect(() => sumMoney('USD', [usd(1n), eur])).toThrow('Cannot combine USD with EUR');
  });

  it('refuses a quantity that is no whole number', () => {
    expect(() => multiplyMoney(usd(1n), 1.5)).toThrow('whole number');
    expect(() => multiplyMoney(usd(1n), 2 ** 53)).toThrow('whole number');
  });
});

describe('isCurrency', () => {
  it('knows exactly the currencies on offer', () => {
    expect(['USD', 'EUR'].every(isCurrency)).toBe(true);
    expect(['usd', 'GBP', '', null, undefined, 1, 'toString'].some(isCurrency)).toBe(false);
  });
});

it('reads amounts as the API answers them, sums beyond what it takes and negative ones too', () => {
  expect(['29.99', '-5.31', '90071992547409.93'].map(minorOf)).toEqual([2999n, -531n, 9007199254740993n]);
  expect(() => minorOf('20.000')).toThrow('29.99');
  expect([otherCurrency('USD'), otherCurrency('EUR')]).toEqual(['EUR', 'USD']);
});
