import { describe, expect, it } from 'vitest';
import { isolated, withinItself } from './directions.ts';

describe('text that people wrote', () => {
  it.each([
    ['an override', 'A\u202eB', 'AB'],
    ['an embedding', '\u202bA\u202c', 'A'],
    ['an isolate that stays open', 'A\u2067B', 'AB'],
    ['an end without a beginning', 'A\u2069\u2067B', 'AB'],
    ['an isolate of its own', 'A \u2067B\u2069', 'A \u2067B\u2069'],
    ['a script from right to left', 'שלום', 'שלום'],
  ])('keeps %s to itself', (_what, text, kept) => expect(withinItself(text)).toBe(kept));

  it.each([
    ['Maja', 'Maja'],
    ['Maja\u202e', 'Maja'],
    ['שלום', '\u2068שלום\u2069'],
    ['Maja\u200f', '\u2068Maja\u200f\u2069'],
    ['\u2068שלום\u2069', '\u2068שלום\u2069'],
    ['\u2068א\u2069 and \u2068ב\u2069', '\u2068\u2068א\u2069 and \u2068ב\u2069\u2069'],
  ])('stands apart in a sentence: %j', (text, apart) => expect(isolated(text)).toBe(apart));
});
