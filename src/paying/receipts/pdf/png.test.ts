import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPng } from './png.ts';

type Header = { width: number; height: number; depth: number; colourType: number; interlace?: number };

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

function png(header: Header, rows: Uint8Array, more: Record<string, Uint8Array> = {}): Buffer {
  const fields = Buffer.alloc(13);
  fields.writeUInt32BE(header.width, 0);
  fields.writeUInt32BE(header.height, 4);
  fields.set([header.depth, header.colourType, 0, 0, header.interlace ?? 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', fields),
    ...Object.entries(more).map(([type, content]) => chunk(type, content)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const rgbOf = async (image: Buffer, box = 136) => [...((await readPng(image, box))?.rgb ?? [])];

describe('readPng', () => {
  it.each([
    ['red and green as RGB', { depth: 8, colourType: 2 }, bytes(0, 255, 0, 0, 0, 255, 0), {}],
    ['16 bits a sample', { depth: 16, colourType: 2 }, bytes(0, 255, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0), {}],
    ['RGB with alpha', { depth: 8, colourType: 6 }, bytes(0, 255, 0, 0, 255, 0, 255, 0, 255), {}],
    ['a palette', { depth: 8, colourType: 3 }, bytes(0, 1, 0), { PLTE: bytes(0, 255, 0, 255, 0, 0) }],
    [
      'a palette of one bit',
      { depth: 1, colourType: 3 },
      bytes(0, 0b10000000),
      { PLTE: bytes(0, 255, 0, 255, 0, 0) },
    ],
  ] as const)('reads %s', async (_, kind, rows, more) => {
    expect(await rgbOf(png({ width: 2, height: 1, ...kind }, rows, more))).toEqual([255, 0, 0, 0, 255, 0]);
  });

  it.each([
    ['8 bits', 8, 0, bytes(0, 0, 255), [0, 255]],
    ['4 bits', 4, 0, bytes(0, 0x0f), [0, 255]],
    ['2 bits', 2, 0, bytes(0, 0b01100000), [85, 170]],
    ['1 bit', 1, 0, bytes(0, 0b01000000), [0, 255]],
    ['8 bits and alpha', 8, 4, bytes(0, 0, 255, 0, 0), [0, 255]],
  ])('reads grey of %s', async (_, depth, colourType, rows, greys) => {
    const rgb = await rgbOf(png({ width: 2, height: 1, depth, colourType }, rows));
    expect(rgb).toEqual(greys.flatMap((grey) => [grey, grey, grey]));
  });

  it('lays what is transparent on white, by half where it is half', async () => {
    const alpha = { width: 3, height: 1, depth: 8, colourType: 6 };
    const rows = bytes(0, 0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 255);
    expect(await rgbOf(png(alpha, rows))).toEqual([255, 255, 255, 127, 127, 127, 0, 0, 0]);
    const palette = { PLTE: bytes(0, 0, 0, 9, 9, 9), tRNS: bytes(0) };
    const indexed = { width: 2, height: 1, depth: 8, colourType: 3 };
    expect(await rgbOf(png(indexed, bytes(0, 0, 1), palette))).toEqual([255, 255, 255, 9, 9, 9]);
  });

  it('undoes every filter', async () => {
    const header = { width: 2, height: 5, depth: 8, colourType: 0 };
    // Each row is 10, 20 before it was filtered.
    const rows = bytes(0, 10, 20, 1, 10, 10, 2, 0, 0, 3, 5, 5, 4, 0, 0);
    const greys = (await rgbOf(png(header, rows))).filter((_, index) => index % 3 === 0);
    expect(greys.slice(0, 6)).toEqual([10, 20, 10, 20, 10, 20]);
    // Average: 5 + ⌊(0 + 10) / 2⌋ = 10, then 5 + ⌊(10 + 20) / 2⌋ = 20; Paeth: the nearest of left, up and both.
    expect(greys.slice(6)).toEqual([10, 20, 10, 20]);
  });

  it('makes a large picture smaller by the mean of its pixels, and leaves a small one', async () => {
    const header = { width: 4, height: 2, depth: 8, colourType: 0 };
    const image = png(header, bytes(0, 0, 100, 200, 200, 0, 100, 200, 200, 200));
    expect(await readPng(image, 2)).toMatchObject({ width: 2, height: 1 });
    expect(await rgbOf(image, 2)).toEqual([100, 100, 100, 200, 200, 200]);
    expect(await readPng(image, 136)).toMatchObject({ width: 4, height: 2 });
  });

  const good = png({ width: 2, height: 1, depth: 8, colourType: 0 }, bytes(0, 1, 2));
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a signature alone', good.subarray(0, 8)],
    ['one cut off', good.subarray(0, -13)],
    [
      'a chunk that says it is longer than the file',
      Buffer.concat([good.subarray(0, 33), bytes(0x7f, 255, 255, 255), good.subarray(37)]),
    ],
    [
      'rows that are no zlib',
      png({ width: 2, height: 1, depth: 8, colourType: 0 }, bytes(0, 1, 2)).fill(7, 43, 50),
    ],
    ['too few rows', png({ width: 2, height: 2, depth: 8, colourType: 0 }, bytes(0, 1, 2))],
    [
      'rows that swell to far more than the picture',
      png({ width: 2, height: 1, depth: 8, colourType: 0 }, new Uint8Array(5_000_000)),
    ],
    ['an unknown filter', png({ width: 2, height: 1, depth: 8, colourType: 0 }, bytes(9, 1, 2))],
    ['an unknown colour type', png({ width: 2, height: 1, depth: 8, colourType: 5 }, bytes(0, 1, 2))],
    ['a depth that the type has not', png({ width: 2, height: 1, depth: 4, colourType: 2 }, bytes(0, 1, 2))],
    [
      'an interlaced one',
      png({ width: 2, height: 1, depth: 8, colourType: 0, interlace: 1 }, bytes(0, 1, 2)),
    ],
    ['no pixels', png({ width: 0, height: 1, depth: 8, colourType: 0 }, bytes(0))],
    ['billions of pixels', png({ width: 65_535, height: 65_535, depth: 8, colourType: 0 }, bytes(0))],
    [
      'one keyed to a colour',
      png({ width: 2, height: 1, depth: 8, colourType: 0 }, bytes(0, 1, 2), { tRNS: bytes(0, 1) }),
    ],
  ])('gives undefined for %s', async (_, image) => {
    expect(await readPng(image, 136)).toBeUndefined();
  });
});
