import { describe, expect, it } from 'vitest';
import {
  canvas,
  jpeg,
  jpegFrame,
  lossless,
  lossy,
  png,
  pngChunk,
  type Size,
  webp,
} from '#test/support/images.ts';
import { imageRefusal, imageTypeOf } from './image.ts';

const size = (widthPixels: number, heightPixels: number): Size => ({ widthPixels, heightPixels });
const nothing = Buffer.alloc(4);

function refusalOf(bytes: Buffer): string | undefined {
  const type = imageTypeOf(bytes);
  if (!type) throw new Error('No image by its first bytes.');
  return imageRefusal(bytes, type);
}

const makers: readonly (readonly [string, (size: Size) => Buffer])[] = [
  ['PNG', (of) => png(of, [], nothing)],
  ['JPEG', (of) => jpeg(of)],
  ['lossy WebP', (of) => webp([lossy(of)])],
  ['lossless WebP', (of) => webp([lossless(of)])],
  ['WebP with a canvas', (of) => webp([canvas(of), lossy(of)])],
];

describe.each(makers)('a %s', (_, make) => {
  it.each([size(1, 1), size(4_096, 1), size(1, 4_096), size(4_000, 4_000)])(
    'of $widthPixels × $heightPixels is kept',
    (of) => {
      expect(refusalOf(make(of))).toBeUndefined();
    },
  );

  it.each([size(4_097, 1), size(1, 4_097), size(4_096, 4_096), size(16_000, 16_000)])(
    'of $widthPixels × $heightPixels is too large',
    (of) => {
      expect(refusalOf(make(of))).toContain(`${of.widthPixels} × ${of.heightPixels} pixels`);
    },
  );

  it('that is cut off anywhere is refused', () => {
    const whole = make(size(20, 20));
    for (let length = 16; length < whole.length; length++)
      expect(refusalOf(whole.subarray(0, length)), `${length} of ${whole.length} bytes`).toBe(
        'It is cut off or broken.',
      );
  });

  it('with something behind its end is kept', () => {
    expect(refusalOf(Buffer.concat([make(size(20, 20)), Buffer.alloc(50)]))).toBeUndefined();
  });
});

const animation = 'It moves; use a still image.';
const lie = 'It is cut off or broken.';

it.each([
  ['a PNG that moves', png(size(9, 9), [pngChunk('acTL', Buffer.alloc(8))]), animation],
  ['a WebP that says that it moves', webp([canvas(size(9, 9), 2), lossy(size(9, 9))]), animation],
  [
    'a WebP with a frame of an animation',
    webp([canvas(size(9, 9)), Buffer.from('ANMF\0\0\0\0', 'latin1'), lossy(size(9, 9))]),
    animation,
  ],
  ['a PNG of nothing', png(size(0, 9)), lie],
  ['a PNG with two headers', png(size(9, 9), [png(size(9_999, 9), [], nothing).subarray(8, 33)]), lie],
  ['a PNG without pixels', Buffer.concat([png(size(9, 9)).subarray(0, 33), pngChunk('IEND')]), lie],
  ['a JPEG whose height is told later', jpeg(size(9, 0)), lie],
  ['a JPEG with a second frame', jpeg(size(9, 9), [jpegFrame(size(9_999, 9_999))]), lie],
  [
    'a WebP whose canvas is smaller than its picture',
    webp([canvas(size(9, 9)), lossless(size(9_999, 9))]),
    lie,
  ],
  ['a WebP with two pictures', webp([lossy(size(9, 9)), lossy(size(9_999, 9))]), lie],
  ['a WebP without a picture', webp([canvas(size(9, 9))]), lie],
])('%s is refused', (_, bytes, reason) => {
  expect(refusalOf(bytes)).toBe(reason);
});
