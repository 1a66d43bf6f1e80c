import { describe, expect, it } from 'vitest';
import { originOf, parseHttpUrl } from './http-url.ts';

describe('parseHttpUrl', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['http://localhost:3000/done?x=1#top', 'http://localhost:3000/done?x=1#top'],
    ['HTTPS://Example.COM/Path', 'https://example.com/Path'],
    ['https://münchen.example/straße', 'https://xn--mnchen-3ya.example/stra%C3%9Fe'],
    ['https://[::1]:8443/', 'https://[::1]:8443/'],
    ['https://example.com/@name', 'https://example.com/@name'],
    ['https://example.com?mail=a@b.example', 'https://example.com/?mail=a@b.example'],
  ])('accepts %s', (text, href) => {
    expect(parseHttpUrl(text)?.href).toBe(href);
  });

  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['java\nscript:alert(1)'],
    ['data:text/html,x'],
    ['ftp://example.com'],
    ['//example.com'],
    ['/path'],
    ['example.com'],
    [''],
    ['https:example.com'],
    ['https:/example.com'],
    ['https:///example.com'],
    ['https://'],
    ['https://?x'],
    ['https://user@example.com'],
    ['https://user:secret@example.com'],
    ['https://@example.com'],
    ['https://:@example.com'],
    ['https://good.example\\@evil.example'],
    ['https:\\\\example.com'],
    ['https://exa\tmple.com'],
    ['https://example.com/\n'],
    [' https://example.com'],
    ['https://example.com '],
    ['https://example.com/a b'],
    ['https://example.com/\u0000'],
    ['https://example.com/\u0085'],
    ['https://example.com/\u00a0'],
    ['https://example.com/\u2028'],
    ['https://example.com/\ufeff'],
    ['https://example.com/\ud800'],
    ['https://exa%mple.com'],
    ['https://example.com:99999'],
    ['https://[::1'],
    [undefined],
    [null],
    [new URL('https://example.com')],
  ])('refuses %j', (text) => {
    expect(parseHttpUrl(text)).toBeUndefined();
  });

  it('accepts up to 2048 characters, or as many as asked', () => {
    const start = 'https://example.com/';
    const longest = start + 'a'.repeat(2048 - start.length);
    expect(parseHttpUrl(longest)).toBeDefined();
    expect(parseHttpUrl(`${longest}a`)).toBeUndefined();
    expect(parseHttpUrl(start, { maximumLength: 19 })).toBeUndefined();
  });

  it('measures what will be sent, not only what was typed', () => {
    expect(parseHttpUrl(`https://example.com/${'ß'.repeat(400)}`)).toBeUndefined();
  });

  it('can insist on https', () => {
    expect(parseHttpUrl('http://example.com', { httpsOnly: true })).toBeUndefined();
    expect(parseHttpUrl('https://example.com', { httpsOnly: true })).toBeDefined();
  });
});

describe('originOf', () => {
  it.each([
    ['https://Example.com/a?b', 'https://example.com'],
    ['https://example.com:443/', 'https://example.com'],
    ['http://example.com:8080/', 'http://example.com:8080'],
  ])('of %s is %s', (text, origin) => {
    expect(originOf(parseHttpUrl(text)!)).toBe(origin);
  });
});
