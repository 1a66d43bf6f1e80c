import { type ImageSize, jpegSize, pngSize, webpSize } from './image-size.ts';

export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

export type Image = {
  /** SHA-256 of the bytes in lower-case hex. */
  readonly hash: string;
  readonly contentType: ImageType;
  readonly bytes: Buffer;
};

/**
 * What an image is by its first bytes; `undefined` for anything but PNG, JPEG and WebP. What the sender calls it
 * counts for nothing: an SVG is a document that can run scripts.
 */
export function imageTypeOf(bytes: Buffer): ImageType | undefined {
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n') && startsWith(bytes, 12, 'IHDR')) return 'image/png';
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBPVP8')) return 'image/webp';
  return undefined;
}

export const largestSidePixels = 4_096;
export const largestAreaPixels = 16_000_000;

const sizeReaders: Readonly<Record<ImageType, (bytes: Buffer) => ImageSize>> = {
  'image/png': pngSize,
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
};

/** What keeps these bytes from being an image that every browser can show at once, as a sentence; or nothing. */
export function imageRefusal(bytes: Buffer, type: ImageType): string | undefined {
  const size = sizeReaders[type](bytes);
  if ('refusal' in size)
    return size.refusal === 'animated' ? 'It moves; use a still image.' : 'It is cut off or broken.';
  const { widthPixels, heightPixels } = size;
  if (widthPixels < 1 || heightPixels < 1) return 'It is cut off or broken.';
  const isTooLarge =
    Math.max(widthPixels, heightPixels) > largestSidePixels || widthPixels * heightPixels > largestAreaPixels;
  if (!isTooLarge) return undefined;
  return `It has ${widthPixels} × ${heightPixels} pixels; use at most ${largestSidePixels} a side and 16 million.`;
}

function startsWith(bytes: Buffer, offset: number, text: string): boolean {
  return bytes.subarray(offset, offset + text.length).toString('latin1') === text;
}

const hashPattern = /^[0-9a-f]{64}$/;

export function isImageHash(text: string): boolean {
  return hashPattern.test(text);
}

/** Where an image is served. */
export function imageUrl(publicUrl: string, hash: string): string {
  return `${publicUrl}/media/${hash}`;
}

/** The hash in an address of ours; `undefined` for every other address. */
export function hashInUrl(url: string, publicUrl: string): string | undefined {
  const start = `${publicUrl}/media/`;
  const hash = url.startsWith(start) ? url.slice(start.length).replace(/\/$/, '') : '';
  return isImageHash(hash) ? hash : undefined;
}
