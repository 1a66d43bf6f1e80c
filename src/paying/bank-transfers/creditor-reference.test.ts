import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDigitsHold } from '#platform/kit/check-digits.ts';
import { creditorReference, showCreditorReference, transactionNumberOf } from './creditor-reference.ts';

const numbers = fc.bigInt({ min: 1n, max: 10n ** 18n - 1n });

it('says which payment it is for, in 12 to 25 characters of `RF` and digits, with check digits that hold', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const reference = creditorReference(number);
      expect(reference).toMatch(/^RF\d{14}$|^RF\d{22}$/);
      expect(checkDigitsHold(reference)).toBe(true);
      expect(transactionNumberOf(reference)).toBe(number);
    }),
  );
});

it('is short for the first ten thousand million payments, and goes on after them', () => {
  expect(creditorReference(1n)).toHaveLength(16);
  expect(creditorReference(9_999_999_999n)).toHaveLength(16);
  expect(creditorReference(10_000_000_000n)).toHaveLength(24);
  expect(transactionNumberOf(creditorReference(10_000_000_000n))).toBe(10_000_000_000n);
  expect(() => creditorReference(0n)).toThrow('No reference holds 0');
  expect(() => creditorReference(10n ** 18n)).toThrow('No reference holds');
});

it('differs from that of every other payment in at least two characters', () => {
  fc.assert(
    fc.property(numbers, fc.bigInt({ min: 1n, max: 200n }), (number, step) => {
      const [one, other] = [
        creditorReference(number),
        creditorReference(number - step > 0n ? number - step : number + step),
      ];
      const different = [...one].filter((character, at) => character !== other[at]).length;
      expect(one.length !== other.length || different >= 2).toBe(true);
    }),
  );
});

it('with one digit wrong, or two neighbours that changed places, is none', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, step) => {
      const reference = creditorReference(number);
      const at = 2 + (place % (reference.length - 3));
      const digit = String((Number(reference[at]) + step) % 10);
      expect(transactionNumberOf(reference.slice(0, at) + digit + reference.slice(at + 1))).toBeUndefined();
      const swapped = reference.slice(0, at) + reference[at + 1] + reference[at] + reference.slice(at + 2);
      if (swapped !== reference) expect(transactionNumberOf(swapped)).toBeUndefined();
    }),
  );
});

it('cut short or made longer is none, whatever its check digits say', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.nat(22),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 6 }),
      (number, cut, more) => {
        const reference = creditorReference(number);
        if (cut < reference.length) expect(transactionNumberOf(reference.slice(0, cut))).toBeUndefined();
        expect(transactionNumberOf(reference + more)).toBeUndefined();
      },
    ),
  );
});

it('cut short is none, although what is left of it has check digits that hold', () => {
  const cut = Array.from({ length: 20_000 }, (_, at) => creditorReference(BigInt(at + 1)).slice(0, -1));
  const holding = cut.filter(checkDigitsHold);
  expect(holding.length).toBeGreaterThan(100);
  expect(holding.filter((reference) => transactionNumberOf(reference) !== undefined)).toEqual([]);
});

it('its body is a reference of Finland and Estonia: 7, 3 and 1 from the right', () => {
  // 4·7 + 3·3 + 2·1 + 1·7, and 3 for the first digit of all, is 49: one is missing to the next ten.
  expect(creditorReference(1_234n).slice(4)).toBe('100000012341');
  // 1·7 and 3 is 10: nothing is missing.
  expect(creditorReference(1n).slice(4)).toBe('100000000010');
});

it('is shown in groups of four', () => {
  expect(showCreditorReference(creditorReference(1_234n))).toMatch(/^RF\d\d 1000 0001 2341$/);
});

it.each(['', 'RF', 'RF18539007547034', 'RF471234', 'DE89370400440532013000', 'RF18 1000'])(
  '%j is none of ours',
  (text) => {
    expect(transactionNumberOf(text)).toBeUndefined();
  },
);
