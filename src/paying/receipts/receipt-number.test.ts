import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatReceiptNumber, parseReceiptNumber, seriesOf } from './receipt-number.ts';

it('a number is read as it was written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('live' as const, 'sandbox' as const),
      fc.integer({ min: 2000, max: 9999 }),
      fc.integer({ min: 1, max: 999_999_999 }),
      (mode, year, sequence) => {
        const number = { mode, year, sequence };
        expect(parseReceiptNumber(formatReceiptNumber(number))).toEqual(number);
      },
    ),
  );
});

it('numbers sort as they were given, and those of tests look like none that is real', () => {
  expect(formatReceiptNumber({ mode: 'live', year: 2026, sequence: 123 })).toBe('2026-000123');
  expect(formatReceiptNumber({ mode: 'sandbox', year: 2026, sequence: 1_234_567 })).toBe('TEST-2026-1234567');
});

it.each(['', '2026', '2026-0', '26-1', '2026-1x', 'TX-2026-1', '12345'])('%s is no number', (text) => {
  expect(parseReceiptNumber(text)).toBeUndefined();
});

it('a payment at midnight belongs to the year of its seller', () => {
  const instant = new Date('2026-12-31T23:30:00Z');
  expect(seriesOf('live', instant, 'Europe/Berlin').year).toBe(2027);
  expect(seriesOf('live', instant, 'UTC').year).toBe(2026);
  expect(seriesOf('live', instant, 'America/New_York').year).toBe(2026);
});
