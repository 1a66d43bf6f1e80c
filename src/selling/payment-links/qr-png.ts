import { crc32, deflateSync } from 'node:zlib';
import { qrModules } from '#platform/kit/qr-code.ts';

/** A QR code as PNG, `sizePx` wide and high. Modules are whole pixels; what is left over widens the quiet zone. */
export function qrCodePng(text: string, sizePx: number): Buffer {
  return drawQrPng(qrModules(text), sizePx);
}

/** The same of modules with their quiet zone. */
export function drawQrPng(modules: readonly (readonly boolean[])[], sizePx: number): Buffer {
  const scale = Math.max(1, Math.floor(sizePx / modules.length));
  const margin = Math.max(0, Math.floor((sizePx - modules.length * scale) / 2));
  const isDark = (x: number, y: number) =>
    modules[Math.floor((y - margin) / scale)]?.[Math.floor((x - margin) / scale)] ?? false;
  return encodePng(sizePx, isDark);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A square PNG of one bit a pixel: grey scale, where 1 is white. */
function encodePng(sizePx: number, isDark: (x: number, y: number) => boolean): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rowBytes = 1 + Math.ceil(sizePx / 8);
  const pixels = Buffer.alloc(rowBytes * sizePx);
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      // The first byte of a row names its filter, 0 for none.
      const at = y * rowBytes + 1 + (x >> 3);
      if (!isDark(x, y)) pixels[at] = (pixels[at] as number) | (0x80 >> (x & 7));
    }
  }
  const data = deflateSync(pixels, { level: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
