import { describe, expect, it } from 'vitest';
import { redirectWithOutcome, requireAllowedRedirects } from './redirects.ts';

const outcome = {
  checkoutId: 'chk_01kbxq3v6hfj2s4b8x6d0t9wza',
  transactionId: 'TX01KBXQ3V6HFJ2S4B8X6D0T9WZB',
  status: 'paid',
};
const hint = `checkout_id=${outcome.checkoutId}&transaction_id=${outcome.transactionId}&status=paid`;

describe('the way back to the merchant', () => {
  it.each([
    ['https://shop.example/thanks', `https://shop.example/thanks?${hint}`],
    ['https://shop.example', `https://shop.example?${hint}`],
    ['https://shop.example/t?order=7', `https://shop.example/t?order=7&${hint}`],
    ['https://shop.example/t?', `https://shop.example/t?${hint}`],
    ['https://shop.example/t?a=1&', `https://shop.example/t?a=1&${hint}`],
    ['https://shop.example/t#top?x', `https://shop.example/t?${hint}#top?x`],
    ['https://shop.example/t?status=new&flag#end', `https://shop.example/t?status=new&flag&${hint}#end`],
    ['https://shop.example/t?n=M%FCller&q=a%20b+c', `https://shop.example/t?n=M%FCller&q=a%20b+c&${hint}`],
    ['https://SHOP.example/ü?q=ü', `https://SHOP.example/ü?q=ü&${hint}`],
  ])('keeps %s byte for byte, with the outcome at the end of its query', (url, expected) => {
    expect(redirectWithOutcome(url, outcome)).toBe(expected);
  });

  const rules = { website: 'https://shop.example', allowedRedirectOrigins: [], mode: 'sandbox' } as const;
  const start = 'https://shop.example/?q=';
  it.each([
    ['plain characters', `${start}${'a'.repeat(1_950 - start.length)}`],
    ['characters that take six in an address', `${start}${'ü'.repeat(321)}`],
    ['characters that take three bytes', `${start}${'\u20ac'.repeat(220)}`],
  ])('refuses at the start an address of %s that could not be left for later', (_, url) => {
    expect(() => requireAllowedRedirects([{ field: 'successUrl', url }], rules)).toThrow(
      expect.objectContaining({
        code: 'redirect_not_allowed',
        errors: [expect.objectContaining({ field: 'successUrl' })],
      }),
    );
  });

  it('takes the longest that can be left for', () => {
    const longest = `?${hint.replace('paid', 'processing')}`.length;
    const url = (length: number) => `https://shop.example/${'a'.repeat(length - 21)}`;
    expect(() =>
      requireAllowedRedirects([{ field: 'cancelUrl', url: url(2_048 - longest) }], rules),
    ).not.toThrow();
    expect(() =>
      requireAllowedRedirects([{ field: 'cancelUrl', url: url(2_049 - longest) }], rules),
    ).toThrow();
  });
});
