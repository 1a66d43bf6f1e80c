/** What the header of an image says of it, or why it is none that we keep. Nothing is decoded. */
export type ImageSize =
  | { readonly widthPixels: number; readonly heightPixels: number }
  | { readonly refusal: 'broken' | 'animated' };

const broken: ImageSize = { refusal: 'broken' };
const animated: ImageSize = { refusal: 'animated' };

/** Walks the chunks of a PNG to its end. */
export function pngSize(bytes: Buffer): ImageSize {
  let size: ImageSize | undefined;
  let hasPixels = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > bytes.length) return broken;
    if (type === 'acTL') return animated;
    if ((type === 'IHDR') !== (size === undefined)) return broken;
    if (type === 'IHDR') {
      if (length !== 13) return broken;
      size = { widthPixels: bytes.readUInt32BE(at + 8), heightPixels: bytes.readUInt32BE(at + 12) };
    }
    if (type === 'IDAT') hasPixels = true;
    if (type === 'IEND') return size && hasPixels ? size : broken;
    at += 12 + length;
  }
  return broken;
}

/** Walks the segments of a JPEG, and the pixels between them, to its end. */
export function jpegSize(bytes: Buffer): ImageSize {
  let size: ImageSize | undefined;
  let hasPixels = false;
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return broken;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return size && hasPixels ? size : broken;
    if (at + 4 > bytes.length) return broken;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return broken;
    if (isFrame(marker)) {
      // A second frame would be another picture than the one that was looked at.
      if (size || length < 8) return broken;
      size = { widthPixels: bytes.readUInt16BE(at + 7), heightPixels: bytes.readUInt16BE(at + 5) };
    }
    at += 2 + length;
    if (marker !== 0xda) continue;
    hasPixels = true;
    at = endOfPixels(bytes, at);
  }
  return broken;
}

/** SOF0 to SOF15, among which three numbers mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The next marker that is neither a stuffed byte nor a restart. */
function endOfPixels(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

type Flat = { readonly widthPixels: number; readonly heightPixels: number };

/** Walks the chunks of a WebP; where a canvas is named, it has to be as large as the picture on it. */
export function webpSize(bytes: Buffer): ImageSize {
  const end = bytes.length < 12 ? 0 : bytes.readUInt32LE(4) + 8;
  if (end === 0 || end > bytes.length) return broken;
  let canvas: Flat | undefined;
  let picture: Flat | undefined;
  for (let at = 12; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length || at + 8 + length > end) return broken;
    if (type === 'ANIM' || type === 'ANMF') return animated;
    if (type === 'VP8X') {
      if (content.length < 10 || canvas) return broken;
      if ((content[0] ?? 0) & 0x02) return animated;
      canvas = { widthPixels: 1 + content.readUIntLE(4, 3), heightPixels: 1 + content.readUIntLE(7, 3) };
    } else if (type === 'VP8 ' || type === 'VP8L') {
      if (picture) return broken;
      picture = type === 'VP8 ' ? lossySize(content) : losslessSize(content);
      if (!picture) return broken;
    }
    at += 8 + length + (length % 2);
  }
  if (!picture) return broken;
  const agree =
    !canvas || (canvas.widthPixels === picture.widthPixels && canvas.heightPixels === picture.heightPixels);
  return agree ? picture : broken;
}

function lossySize(content: Buffer): Flat | undefined {
  if (content.length < 10 || content.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  return {
    widthPixels: content.readUInt16LE(6) & 0x3fff,
    heightPixels: content.readUInt16LE(8) & 0x3fff,
  };
}

function losslessSize(content: Buffer): Flat | undefined {
  if (content.length < 5 || content[0] !== 0x2f) return undefined;
  const bits = content.readUInt32LE(1);
  return { widthPixels: 1 + (bits & 0x3fff), heightPixels: 1 + ((bits >>> 14) & 0x3fff) };
}
