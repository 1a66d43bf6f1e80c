import { expect, it } from 'vitest';
import type { Font } from './fonts.ts';
import { printable } from './printable.ts';

const font = { hasGlyphForCodePoint: () => true } as unknown as Font;

it('shows nothing of what steers the direction of writing, not even a gap', () => {
  const text = 'Sold by \u2068Ber\u202elin\u2069.\nPaid';
  expect(printable(text, font)).toEqual({ text: 'Sold by Berlin. Paid', isWhole: true });
});
