import { describe, expect, it } from 'vitest';
import { matchesTag } from './entity-tag.ts';

describe('matchesTag', () => {
  it.each(['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', '*', ' * '])('finds "a" in %s', (header) => {
    expect(matchesTag(header, '"a"')).toBe(true);
  });

  it.each([undefined, '', '"b"', 'a', '"ab"'])('does not find "a" in %s', (header) => {
    expect(matchesTag(header, '"a"')).toBe(false);
  });
});
