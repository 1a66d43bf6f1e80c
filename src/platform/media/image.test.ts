import { describe, expect, it } from 'vitest';
import { hashInUrl, imageTypeOf, imageUrl } from './image.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('imageTypeOf', () => {
  it.each([
    ['image/png', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['image/jpeg', bytes('\xff\xd8\xff\xe0')],
    ['image/webp', bytes('RIFF\0\0\0\0WEBPVP8L')],
  ])('knows %s by its first bytes', (type, content) => {
    expect(imageTypeOf(content)).toBe(type);
  });

  it.each([
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG behind a PNG signature in a comment', bytes('<!--\x89PNG\r\n\x1a\n--><svg/>')],
    ['HTML', bytes('<html>')],
    ['GIF', bytes('GIF89a')],
    ['a PNG signature without header', bytes('\x89PNG\r\n\x1a\n')],
    ['another RIFF', bytes('RIFF\0\0\0\0WAVEfmt ')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_, content) => {
    expect(imageTypeOf(content)).toBeUndefined();
  });
});

describe('hashInUrl', () => {
  const hash = '0123456789abcdef'.repeat(4);

  it('reads addresses of ours', () => {
    expect(hashInUrl(imageUrl('https://pay.example', hash), 'https://pay.example')).toBe(hash);
    expect(hashInUrl(`https://pay.example/media/${hash}/`, 'https://pay.example')).toBe(hash);
  });

  it.each([
    `https://other.example/media/${hash}`,
    `https://pay.example.evil.example/media/${hash}`,
    `https://pay.example/media/${hash.toUpperCase()}`,
    `https://pay.example/media/${hash}?x`,
    `https://pay.example/media/`,
    `/media/${hash}`,
  ])('and no other: %s', (url) => {
    expect(hashInUrl(url, 'https://pay.example')).toBeUndefined();
  });
});
