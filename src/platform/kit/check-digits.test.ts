import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDigitsHold, checkDigitsOf, remainderBy97 } from './check-digits.ts';

const characters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const text = (min: number, max: number) => fc.string({ unit: characters, minLength: min, maxLength: max });
const letters = fc.string({
  unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 2,
  maxLength: 2,
});

it('takes the remainder of the whole number, however long it is', () => {
  fc.assert(
    fc.property(text(1, 60), (value) => {
      const digits = [...value].map((character) => String(Number.parseInt(character, 36))).join('');
      expect(BigInt(remainderBy97(value))).toBe(BigInt(digits) % 97n);
    }),
  );
});

it('gives two digits from 02 to 98, which hold, and no others do', () => {
  fc.assert(
    fc.property(letters, text(1, 30), (front, rest) => {
      const given = checkDigitsOf(front, rest);
      expect(Number(given)).toBeGreaterThanOrEqual(2);
      expect(Number(given)).toBeLessThanOrEqual(98);
      const holding = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0')).filter(
        (digits) => checkDigitsHold(front + digits + rest),
      );
      expect(holding).toEqual([given]);
    }),
  );
});

it('sees every wrong digit, and two digits or two letters that changed places', () => {
  fc.assert(
    fc.property(letters, text(2, 30), fc.nat(), characters, (front, rest, place, other) => {
      const at = place % (rest.length - 1);
      const right = front + checkDigitsOf(front, rest);
      const wrong = rest.slice(0, at) + other + rest.slice(at + 1);
      const swapped = rest.slice(0, at) + rest[at + 1] + rest[at] + rest.slice(at + 2);
      // A letter counts as two digits, so that some changes between a letter and a digit cannot be seen: X3 and 3X are both 333.
      if (wrong !== rest && /^\d+$/.test(wrong + rest)) expect(checkDigitsHold(right + wrong)).toBe(false);
      const areOfOneKind = /^(?:\d\d|[A-Z]{2})$/.test(rest.slice(at, at + 2));
      if (swapped !== rest && areOfOneKind) expect(checkDigitsHold(right + swapped)).toBe(false);
    }),
  );
});

it.each(['DE89370400440532013000', 'GB29NWBK60161331926819', 'RF18539007547034'])('%s holds', (value) => {
  expect(checkDigitsHold(value)).toBe(true);
});

it.each(['DE00370400440532013050', 'DE01370400440532013032', 'DE99370400440532013014'])(
  '%s leaves the remainder of true ones, with digits that are never given',
  (value) => {
    expect(remainderBy97(value.slice(4) + value.slice(0, 4))).toBe(1);
    expect(checkDigitsHold(value)).toBe(false);
  },
);
