import { describe, expect, it } from 'vitest';
import { endOfPrefix, wordsOf } from './link-words.ts';

describe('wordsOf', () => {
  it.each([
    ['Spring sale', ['spring', 'sale']],
    ['Café-Crème 2026!', ['cafe', 'creme', '2026']],
    ['ŁÓDŹ Straße', ['łodz', 'straße']],
    ['東京 チケット', ['東京', 'チケット']],
    ['sale SALE Sale', ['sale']],
    ['100%', ['100']],
    ['… – !', []],
    ['', []],
    ['x'.repeat(120), ['x'.repeat(32)]],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('takes at most 24 words of a name', () => {
    expect(wordsOf(Array.from({ length: 60 }, (_, index) => `w${index}`).join(' '))).toHaveLength(24);
  });
});

it('a word that begins like a prefix sorts between it and its end', () => {
  const bytes = (text: string) => Buffer.from(text);
  for (const word of ['sum', 'summer', 'sum\u{1f600}', 'sumż']) {
    expect(bytes('sum').compare(bytes(word))).toBeLessThanOrEqual(0);
    expect(bytes(word).compare(bytes(endOfPrefix('sum')))).toBe(-1);
  }
  expect(bytes('sun').compare(bytes(endOfPrefix('sum')))).toBe(1);
});
