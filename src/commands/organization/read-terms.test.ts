import { describe, expect, it } from 'vitest';
import { UsageError } from '#commands/command-line/command.ts';
import { changeTerms, describeTerms } from './read-terms.ts';

const terms = {
  minPaymentMinor: { USD: 100n, EUR: 100n },
  maxPaymentMinor: { USD: 1_000_000n, EUR: 1_000_000n },
  feePercent: 0,
  feeFixedMinor: { USD: 0n, EUR: 0n },
  reservePercent: 0,
  reserveDays: 0,
};

describe('changeTerms', () => {
  it('changes what is named and leaves the rest', () => {
    const options = { 'max-eur': '250', 'fee-percent': '2.9', 'fee-fixed-usd': '0.30', 'reserve-days': '90' };
    expect(changeTerms(terms, options)).toEqual({
      ...terms,
      maxPaymentMinor: { USD: 1_000_000n, EUR: 25_000n },
      feePercent: 2_900,
      feeFixedMinor: { USD: 30n, EUR: 0n },
      reserveDays: 90,
    });
  });

  it.each([
    [{ 'max-eur': '0.50' }, 'In EUR the maximum of 0.50 would be below the minimum of 1.00.'],
    [{ 'min-usd': '0' }, 'The minimum in USD must be above zero.'],
    [{ 'min-usd': '1.234' }, '--min-usd is "1.234" but must be an amount such as 29.99.'],
    [{ 'fee-percent': '101' }, '--fee-percent is "101" but must be a percentage from 0 to 100 such as 2.9.'],
    [{ 'reserve-days': '-1' }, '--reserve-days is "-1" but must be a whole number from 0 to 3650.'],
  ])('refuses %j', (options, sentence) => {
    expect(() => changeTerms(terms, options)).toThrow(new UsageError(sentence));
  });
});

it('describes terms in three lines', () => {
  expect(describeTerms({ ...terms, feePercent: 2_900, reservePercent: 5_000, reserveDays: 90 })).toBe(
    [
      'Payments from 1.00 USD, 1.00 EUR to 10000.00 USD, 10000.00 EUR',
      'Fee 2.900 % and 0.00 USD, 0.00 EUR',
      'Rolling reserve 5.000 % for 90 days',
    ].join('\n'),
  );
});
