import { crc32, deflateSync } from 'node:zlib';

/** Images whose headers say this size. The PNG can be drawn; of the others only the frame around the pixels is right. */
export type Size = { readonly widthPixels: number; readonly heightPixels: number };

/** A grey PNG; what it says of its size can be a lie. */
export function png(
  { widthPixels, heightPixels }: Size,
  extra: readonly Buffer[] = [],
  rows = deflateSync(Buffer.alloc(heightPixels * (1 + widthPixels))),
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPixels, 0);
  header.writeUInt32BE(heightPixels, 4);
  header.writeUInt8(8, 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const chunks = [pngChunk('IHDR', header), ...extra, pngChunk('IDAT', rows), pngChunk('IEND')];
  return Buffer.concat([signature, ...chunks]);
}

export function pngChunk(type: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

export function jpeg(size: Size, extra: readonly Buffer[] = []): Buffer {
  const pixels = Buffer.from([1, 0xff, 0x00, 2, 0xff, 0xd0, 3]);
  const scan = Buffer.concat([jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), pixels]);
  const start = Buffer.from([0xff, 0xd8]);
  const comment = jpegSegment(0xfe, Buffer.from('\xff\xc0 no frame', 'latin1'));
  return Buffer.concat([start, comment, jpegFrame(size), ...extra, scan, Buffer.from([0xff, 0xd9])]);
}

export function jpegFrame({ widthPixels, heightPixels }: Size): Buffer {
  const content = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  content.writeUInt16BE(heightPixels, 1);
  content.writeUInt16BE(widthPixels, 3);
  return jpegSegment(0xc0, content);
}

function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

export function webp(chunks: readonly Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

export function webpChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export function lossy({ widthPixels, heightPixels }: Size): Buffer {
  const content = Buffer.from([0, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0, 0]);
  content.writeUInt16LE(widthPixels, 6);
  content.writeUInt16LE(heightPixels, 8);
  return webpChunk('VP8 ', content);
}

export function lossless({ widthPixels, heightPixels }: Size): Buffer {
  const content = Buffer.from([0x2f, 0, 0, 0, 0]);
  content.writeUInt32LE((widthPixels - 1) | ((heightPixels - 1) << 14), 1);
  return webpChunk('VP8L', content);
}

export function canvas({ widthPixels, heightPixels }: Size, flags = 0): Buffer {
  const content = Buffer.alloc(10);
  content.writeUInt8(flags, 0);
  content.writeUIntLE(widthPixels - 1, 4, 3);
  content.writeUIntLE(heightPixels - 1, 7, 3);
  return webpChunk('VP8X', content);
}
