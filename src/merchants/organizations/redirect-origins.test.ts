import { describe, expect, it } from 'vitest';
import { checkRedirectUrl, parseOrigin } from './redirect-origins.ts';

const rules = {
  website: 'https://shop.example.com/start',
  allowedRedirectOrigins: ['https://pay.example.net', 'http://localhost:5173'],
  mode: 'sandbox',
} as const;

describe('checkRedirectUrl', () => {
  it.each([
    'https://shop.example.com',
    'https://SHOP.example.com:443/thanks?order=1#top',
    'https://pay.example.net/a/b',
    'http://localhost:5173/done',
  ])('allows %s: the website, or an allowed origin', (url) => {
    expect(checkRedirectUrl(url, rules)).toBeUndefined();
  });

  it.each([
    ['another host', 'https://evil.example/'],
    ['a subdomain', 'https://a.shop.example.com/'],
    ['a host that only begins alike', 'https://shop.example.com.evil.example/'],
    ['another port', 'https://shop.example.com:8443/'],
    ['plain http', 'http://shop.example.com/'],
    ['localhost on a port that is not allowed', 'http://localhost:3000/'],
    ['a look-alike of localhost', 'http://localhost.evil.example:5173/'],
    ['user info', 'https://shop.example.com@evil.example/'],
    ['a backslash', 'https://shop.example.com\\@evil.example/'],
    ['a control character', 'https://shop.example.com/\u0000'],
    ['a script', 'javascript:alert(1)'],
    ['a relative address', '//shop.example.com/'],
    ['no address', ''],
    ['2049 characters', `https://shop.example.com/${'a'.repeat(2024)}`],
  ])('refuses %s', (_, url) => {
    expect(checkRedirectUrl(url, rules, 'successUrl')).toMatchObject({
      status: 400,
      code: 'redirect_not_allowed',
      errors: [{ field: 'successUrl' }],
    });
  });

  it('refuses localhost in live mode, even where it is allowed', () => {
    expect(checkRedirectUrl('http://localhost:5173/done', { ...rules, mode: 'live' })).toBeDefined();
  });

  it('allows nothing when nothing is allowed', () => {
    const nothing = { website: null, allowedRedirectOrigins: [], mode: 'sandbox' } as const;
    expect(checkRedirectUrl('https://shop.example.com/', nothing)?.detail).toContain(
      'https://shop.example.com',
    );
  });
});

describe('parseOrigin', () => {
  it.each([
    ['https://shop.example.com', 'https://shop.example.com'],
    ['https://Shop.Example.com:443/', 'https://shop.example.com'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://a-1.b2.example:8443', 'https://a-1.b2.example:8443'],
    ['https://198.51.100.7', 'https://198.51.100.7'],
  ])('reads %s', (text, origin) => {
    expect(parseOrigin(text)).toBe(origin);
  });

  it.each([
    'https://shop.example.com/path',
    'https://shop.example.com/?',
    'https://shop.example.com/#',
    'http://shop.example.com',
    'http://127.0.0.1:3000',
    'https://user@shop.example.com',
    'shop.example.com',
    '*',
    'https://',
    'null',
    'https://*.example.com',
    "https://a;script-src'unsafe-inline'.example.com",
    'https://a;b.example.com',
    'https://a,b.example.com',
    'https://a_b.example.com',
    "https://a'b.example.com",
    'https://[2001:db8::1]',
    'https://-shop.example.com',
    'https://shop..example.com',
  ])('refuses %s', (text) => {
    expect(parseOrigin(text)).toBeUndefined();
  });
});
