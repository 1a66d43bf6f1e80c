import { encodingMarked } from './encoding/encodings.ts';

/** So many bytes tell what a file is. */
export const formatBytes = 4_096;

export type Format = 'zip' | 'gzip' | 'pdf' | 'xml' | 'mt940' | 'text' | 'unknown';

/** A file in it, the end of an empty one, one of several volumes. */
const zipBegins = ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'];

/** What a file is by how it begins; its name and what a browser calls it decide nothing. */
export function detectFormat(start: Uint8Array): Format {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  const begin = bytes.subarray(0, 4).toString('latin1');
  if (zipBegins.includes(begin)) return 'zip';
  if (begin.startsWith('\u001f\u008b')) return 'gzip';
  if (begin === '%PDF') return 'pdf';
  const marked = encodingMarked(bytes);
  const isWide =
    marked?.startsWith('utf-16') === true ||
    (bytes[0] === 0x3c && bytes[1] === 0) ||
    (bytes[0] === 0 && bytes[1] === 0x3c);
  if (!isWide && bytes.includes(0)) return 'unknown';
  const text = bytes
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .trimStart();
  if (text.startsWith('<')) return 'xml';
  if (/^(?:\{\d:|:20:|:25:)/m.test(text)) return 'mt940';
  return text === '' ? 'unknown' : 'text';
}
