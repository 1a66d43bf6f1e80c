import { describe, expect, it } from 'vitest';
import { declineCodes, declines, readDeclineCode } from './declines.ts';
import { errorCodes } from './errors.ts';

describe('declines', () => {
  it.each(declineCodes)('%s is an error of the API, and says that no money moved', (code) => {
    expect(errorCodes[code]).toMatchObject({ status: 402, title: declines[code].title });
    expect(declines[code].detail).toContain('No money moved');
    expect(declines[code].advice).toContain('No money moved');
    expect(readDeclineCode(code)).toBe(code);
  });

  it('a word that no table has says no more than that the card was declined', () => {
    expect(readDeclineCode('stolen_card')).toBe('card_declined');
    expect(readDeclineCode(null)).toBe('card_declined');
  });
});
