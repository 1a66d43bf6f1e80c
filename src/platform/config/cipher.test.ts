import { describe, expect, it } from 'vitest';
import { decryptText, encryptText } from './cipher.ts';
import { parseSecretKeys, type SecretKeys } from './keys.ts';

const keysOf = (text: string) => parseSecretKeys(text) as SecretKeys;
const first = `one:${Buffer.alloc(32, 1).toString('base64')}`;
const second = `two:${Buffer.alloc(32, 2).toString('base64')}`;
const text = 'whsec_ä€🙂';

describe('a stored secret', () => {
  it('comes back as it was, and looks different every time', () => {
    const stored = encryptText(keysOf(first), text, 'a');
    expect(decryptText(keysOf(first), stored, 'a')).toBe(text);
    expect(stored).toMatch(/^v1\.one\.[\w-]+$/);
    expect(encryptText(keysOf(first), text, 'a')).not.toBe(stored);
    expect(decryptText(keysOf(first), encryptText(keysOf(first), '', 'a'), 'a')).toBe('');
  });

  it('stays readable when its key became a former one, and new ones take the current key', () => {
    const stored = encryptText(keysOf(first), text, 'a');
    const rotated = keysOf(`${second},${first}`);
    expect(decryptText(rotated, stored, 'a')).toBe(text);
    expect(encryptText(rotated, text, 'a')).toMatch(/^v1\.two\./);
  });

  it('names the key that is missing', () => {
    const stored = encryptText(keysOf(first), text, 'a');
    expect(() => decryptText(keysOf(second), stored, 'a')).toThrow('"one"');
  });

  it('cannot be read where it does not belong, under another key of the same name, or altered', () => {
    const stored = encryptText(keysOf(first), text, 'a');
    expect(() => decryptText(keysOf(first), stored, 'b')).toThrow();
    const impostor = keysOf(`one:${Buffer.alloc(32, 3).toString('base64')}`);
    expect(() => decryptText(impostor, stored, 'a')).toThrow();
    const [head, id, sealed = ''] = stored.split('.');
    const bytes = Buffer.from(sealed, 'base64url');
    for (const index of [0, 12, bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      const moved = [head, id, altered.toString('base64url')].join('.');
      expect(() => decryptText(keysOf(first), moved, 'a')).toThrow();
    }
  });

  it.each(['', 'v1.one', 'v1.one.AAAA', 'v2.one.AAAA', 'plain'])('%j is told as damaged', (stored) => {
    expect(() => decryptText(keysOf(first), stored, 'a')).toThrow('damaged');
  });
});
