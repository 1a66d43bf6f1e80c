import { describe, expect, it } from 'vitest';
import { conversionRate, noFigures, revenueOf, sumFigures } from './figures.ts';

describe('conversionRate', () => {
  it.each([
    [0, 0, null],
    [3, 0, null],
    [0, 7, 0],
    [1, 3, 0.3333],
    [2, 3, 0.6667],
    [11, 35, 0.3143],
    [5, 5, 1],
    [6, 5, 1],
  ])('%i paid of %i views is %s', (paid, views, rate) => {
    expect(conversionRate(paid, views)).toBe(rate);
  });
});

it('sums keep currencies apart, and revenue may be below zero', () => {
  const sum = sumFigures([
    { ...noFigures, paid: 1, grossMinor: { USD: 500n, EUR: 0n } },
    { ...noFigures, paid: 2, grossMinor: { USD: 1n, EUR: 70n }, refundedMinor: { USD: 900n, EUR: 0n } },
  ]);
  expect(sum).toEqual({
    ...noFigures,
    paid: 3,
    grossMinor: { USD: 501n, EUR: 70n },
    refundedMinor: { USD: 900n, EUR: 0n },
  });
  expect(revenueOf(sum)).toEqual({ USD: -399n, EUR: 70n });
});
