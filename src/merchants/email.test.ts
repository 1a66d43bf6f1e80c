import { describe, expect, it } from 'vitest';
import { parseEmail } from './email.ts';

describe('parseEmail', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.Lovelace+pay@Example.COM ', 'ada.lovelace+pay@example.com'],
    ['jürgen@münchen.example', 'jürgen@münchen.example'],
    ['ju\u0308rgen@mu\u0308nchen.example', 'j\u00fcrgen@m\u00fcnchen.example'],
  ])('reads %j', (input, address) => {
    expect(parseEmail(input)).toBe(address);
  });

  it.each([
    'ada',
    '@example.com',
    'ada@',
    'ada@@example.com',
    'a@b@example.com',
    'ada lovelace@example.com',
    'ada@exam\nple.com',
    'ada@example.com\u0000',
    'root@localhost',
    'mailto:ada@example.com',
    'ada..l@example.com',
    'ada@example.com,',
    'ada\u200b@example.com',
    'ada@\ud800.example',
    '',
  ])('refuses %j', (input) => {
    expect(parseEmail(input)).toBeUndefined();
  });

  it('refuses more than 254 characters', () => {
    const domain = '@example.com';
    expect(parseEmail('a'.repeat(254 - domain.length) + domain)).toBeDefined();
    expect(parseEmail('a'.repeat(255 - domain.length) + domain)).toBeUndefined();
  });
});
