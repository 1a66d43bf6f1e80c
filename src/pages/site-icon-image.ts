import { crc32, deflateSync } from 'node:zlib';

const sizePixels = 32;
const blue = [0x5b, 0x6f, 0xe6, 0xff];
const grey = [0x8d, 0x89, 0x80, 0xff];
const nothing = [0, 0, 0, 0];

/** The icon of the site for browsers that ask for an ICO: one image of 32 × 32 pixels in it, a PNG. */
export function siteIconImage(): Buffer {
  const image = png();
  const directory = Buffer.alloc(22);
  directory.writeUInt16LE(1, 2); // an icon
  directory.writeUInt16LE(1, 4); // of one image
  directory.writeUInt8(sizePixels, 6);
  directory.writeUInt8(sizePixels, 7);
  directory.writeUInt16LE(1, 10); // plane
  directory.writeUInt16LE(32, 12); // bits a pixel
  directory.writeUInt32LE(image.length, 14);
  directory.writeUInt32LE(directory.length, 18);
  return Buffer.concat([directory, image]);
}

/** Three places: the first is filled, the second is hatched, the third is an outline. */
function colourAt(x: number, y: number): readonly number[] {
  if (y < 4 || y > 27) return nothing;
  const isEnd = y === 4 || y === 27;
  if (x >= 4 && x <= 10) return blue;
  if (x >= 13 && x <= 18) return isEnd || x === 13 || x === 18 || (x + y) % 4 === 0 ? blue : nothing;
  if (x >= 21 && x <= 27) return isEnd || x === 21 || x === 27 ? grey : nothing;
  return nothing;
}

function png(): Buffer {
  const rows = Array.from({ length: sizePixels }, (_, y) => [
    0, // each row as it is
    ...Array.from({ length: sizePixels }, (_, x) => colourAt(x, y)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePixels, 0);
  header.writeUInt32BE(sizePixels, 4);
  header.set([8, 6], 8); // bits a channel; red, green, blue, alpha
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
