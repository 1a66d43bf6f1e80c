import { describe, expect, it } from 'vitest';
import { readMailAddress, searchedAddress } from './mail-address.ts';

describe('an email address that somebody typed', () => {
  it.each([
    ['maja@example.com', 'maja@example.com'],
    ['  Maja.Berg+pay@Example.COM\t', 'Maja.Berg+pay@Example.COM'],
    ['\ufeff\u00a0maja@example.com\u3000', 'maja@example.com'],
    ["o'brien_1!#$%&*/=?^`{|}~-@sub.example.co", "o'brien_1!#$%&*/=?^`{|}~-@sub.example.co"],
    ['ju\u0308rgen@mu\u0308nchen.example', 'j\u00fcrgen@m\u00fcnchen.example'],
    ['用户@例え.テスト', '用户@例え.テスト'],
    ['maja@ｅｘａｍｐｌｅ.com', 'maja@example.com'],
  ])('reads %j', (input, address) => {
    expect(readMailAddress(input)).toBe(address);
  });

  it.each([
    ['a zero-width space', 'maja\u200b@example.com'],
    ['a zero-width joiner in the domain', 'maja@exam\u200dple.com'],
    ['a mark of the order of bytes inside', 'ma\ufeffja@example.com'],
    ['a soft hyphen', 'maja@exam\u00adple.com'],
    ['a direction', '\u202amaja@example.com\u202c'],
    ['an isolated direction', '\u2068maja@example.com\u2069'],
    ['a mark of a direction', 'maja@example.com\u200e'],
    ['a filler of Hangul', 'maja\u3164@example.com'],
    ['a blank of Braille', 'maja\u2800@example.com'],
    ['a variation selector', 'maja\ufe0f@example.com'],
    ['half a pair', 'maja\ud83d@example.com'],
    ['a control character', 'maja@example.com\u0000'],
    ['mailto: in front', 'mailto:maja@example.com'],
    ['two dots', 'maja..berg@example.com'],
    ['two dots in the domain', 'maja@example..com'],
    ['a dot in front', '.maja@example.com'],
    ['a dot behind', 'maja.@example.com'],
    ['a dot at the end', 'maja@example.com.'],
    ['a comma', 'maja@example,com'],
    ['a comma at the end', 'maja@example.com,'],
    ['two addresses', 'maja@example.com,ada@example.com'],
    ['a semicolon', 'maja@example.com;'],
    ['a name in front', 'Maja <maja@example.com>'],
    ['a space', 'ma ja@example.com'],
    ['no dot', 'maja@example'],
    ['a number', 'maja@127.0.0.1'],
    ['an address in brackets', 'maja@[127.0.0.1]'],
    ['a label that begins with a hyphen', 'maja@-example.com'],
    ['an underscore in the domain', 'maja@exa_mple.com'],
    ['two at signs', 'maja@berg@example.com'],
    ['no domain', 'maja@'],
    ['nobody', '@example.com'],
    ['nothing', ''],
    ['255 characters', `${'a'.repeat(243)}@example.com`],
  ])('refuses %s', (_, input) => {
    expect(readMailAddress(input)).toBeUndefined();
  });
});

describe('what a list is filtered by', () => {
  it.each([
    ['  Maja@Example.COM ', 'maja@example.com'],
    ['ju\u0308rgen@m\u00fcnchen.example', 'j\u00fcrgen@m\u00fcnchen.example'],
    ['maja@ｅｘａｍｐｌｅ.com', 'maja@example.com'],
    ['Somebody@localhost', 'somebody@localhost'],
  ])('reads %j', (typed, searched) => {
    expect(searchedAddress(typed)).toBe(searched);
  });
});
