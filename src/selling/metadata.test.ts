import { describe, expect, it } from 'vitest';
import { readMetadata } from './metadata.ts';

describe('readMetadata', () => {
  it('keeps every well-formed text as it is', () => {
    const metadata = { order: '17', 'ключ "x"': 'a\\b\n😀', ['__proto__']: 'own' };
    expect(JSON.stringify(readMetadata(metadata))).toBe(JSON.stringify(metadata));
  });

  it('replaces lone surrogates in keys and values, which PostgreSQL refuses', () => {
    expect(readMetadata({ 'a\ud800': '\udc00b\ud83d\ude00' })).toEqual({ 'a\ufffd': '\ufffdb😀' });
  });

  it('reads null as empty', () => {
    expect(readMetadata(null)).toEqual({});
  });
});
