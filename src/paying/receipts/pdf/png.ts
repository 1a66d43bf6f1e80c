import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { type PngParts, readPngParts } from './png-header.ts';

/** Three bytes a pixel, from the top left. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgb: Buffer };

const inflateOffThread = promisify(inflate);
const rowsBetweenTurns = 64;

/**
 * The picture of a PNG on white, made no larger than a box. PDFKit would decode what has alpha where its failure ends
 * the process, and a file of a merchant may be made for that; so it is decoded here, within bounds.
 *
 * @returns undefined for a picture that cannot be shown
 */
export async function readPng(bytes: Buffer, box: number): Promise<Pixels | undefined> {
  const parts = readPngParts(bytes);
  if (!parts) return undefined;
  const rowBytes = Math.ceil((parts.width * parts.samples * parts.depth) / 8);
  const wholeLength = parts.height * (rowBytes + 1);
  const raw = await inflateOffThread(parts.data, { maxOutputLength: wholeLength }).catch(() => undefined);
  if (raw?.length !== wholeLength) return undefined;
  const canvas = createCanvas(parts, box);
  const pixelBytes = Math.max(1, (parts.samples * parts.depth) >> 3);
  let previous: Buffer = Buffer.alloc(rowBytes);
  for (let y = 0; y < parts.height; y++) {
    const start = y * (rowBytes + 1);
    const row = raw.subarray(start + 1, start + 1 + rowBytes);
    if (!unfilter(raw[start] ?? 0, row, previous, pixelBytes)) return undefined;
    canvas.add(y, row);
    previous = row;
    if (y % rowsBetweenTurns === rowsBetweenTurns - 1) await setImmediate();
  }
  return canvas.finish();
}

/** Undoes the filter of one row in place (PNG, section 9.2); false when there is no such filter. */
function unfilter(filter: number, row: Buffer, above: Buffer, pixelBytes: number): boolean {
  const guess = guesses[filter];
  if (!guess) return false;
  if (filter === 0) return true;
  for (let at = 0; at < row.length; at++) {
    const isFirst = at < pixelBytes;
    const left = isFirst ? 0 : (row[at - pixelBytes] as number);
    const upLeft = isFirst ? 0 : (above[at - pixelBytes] as number);
    row[at] = (row[at] as number) + guess(left, above[at] as number, upLeft);
  }
  return true;
}

type Guess = (left: number, up: number, upLeft: number) => number;
const guesses: readonly Guess[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, upLeft) => {
    const estimate = left + up - upLeft;
    const toLeft = Math.abs(estimate - left);
    const toUp = Math.abs(estimate - up);
    const toUpLeft = Math.abs(estimate - upLeft);
    if (toLeft <= toUp && toLeft <= toUpLeft) return left;
    return toUp <= toUpLeft ? up : upLeft;
  },
];

/** Adds rows up to a smaller picture: each of its pixels is the mean of those it stands for, on white. */
function createCanvas(parts: PngParts, box: number) {
  const scale = Math.min(1, box / Math.max(parts.width, parts.height));
  const width = Math.max(1, Math.round(parts.width * scale));
  const height = Math.max(1, Math.round(parts.height * scale));
  const sums = new Uint32Array(width * height * 3);
  const counts = new Uint32Array(width * height);
  const colourAt = colourReader(parts);
  return {
    add(y: number, row: Buffer): void {
      const line = Math.floor((y * height) / parts.height) * width;
      for (let x = 0; x < parts.width; x++) {
        const at = line + Math.floor((x * width) / parts.width);
        const colour = colourAt(row, x);
        for (let channel = 0; channel < 3; channel++) {
          sums[at * 3 + channel] =
            (sums[at * 3 + channel] as number) + ((colour >>> (16 - channel * 8)) & 255);
        }
        counts[at] = (counts[at] as number) + 1;
      }
    },
    finish(): Pixels {
      const rgb = Buffer.from(
        sums.map((sum, at) => Math.round(sum / Math.max(1, counts[Math.floor(at / 3)] as number))),
      );
      return { width, height, rgb };
    },
  };
}

/** Reads a pixel of a row as `0xrrggbb`, with what is transparent laid on white. */
function colourReader({ depth, samples, hasPalette, hasAlpha, palette, paletteAlpha }: PngParts) {
  const largest = 2 ** Math.min(depth, 8) - 1;
  const sampleAt = (row: Buffer, index: number): number => {
    if (depth >= 8) return row[(index * depth) >> 3] as number;
    const bit = index * depth;
    return ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & largest;
  };
  return (row: Buffer, x: number): number => {
    const first = x * samples;
    if (hasPalette) {
      const index = sampleAt(row, first);
      const at = index * 3;
      return onWhite(
        palette[at] ?? 0,
        palette[at + 1] ?? 0,
        palette[at + 2] ?? 0,
        paletteAlpha[index] ?? 255,
      );
    }
    const alpha = hasAlpha ? sampleAt(row, first + samples - 1) : 255;
    if (samples >= 3)
      return onWhite(sampleAt(row, first), sampleAt(row, first + 1), sampleAt(row, first + 2), alpha);
    const grey = Math.round((sampleAt(row, first) * 255) / largest);
    return onWhite(grey, grey, grey, alpha);
  };
}

function onWhite(red: number, green: number, blue: number, alpha: number): number {
  return (mix(red, alpha) << 16) | (mix(green, alpha) << 8) | mix(blue, alpha);
}

function mix(channel: number, alpha: number): number {
  return Math.round((channel * alpha + 255 * (255 - alpha)) / 255);
}
