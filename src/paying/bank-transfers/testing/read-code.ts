import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';
import jsqr from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** What is seen of a code: a byte of grey for each pixel, `width` of them in a row, as many rows. */
export type Picture = { readonly grey: Uint8Array; readonly width: number };

/** Draws the path of one of our codes: its runs of dark modules, `scale` pixels each. */
export function pictureOf(svg: string, scale = 4): Picture {
  const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const width = modules * scale;
  const grey = new Uint8Array(width * width).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = row * width + Number(x) * scale;
      grey.fill(0, start, start + Number(length) * scale);
    }
  return { grey, width };
}

/** What three decoders that share no code read, each the text or null: jsQR, ZXing (C++) and ZBar (C). */
export const decoders: Readonly<Record<string, (picture: Picture) => Promise<string | null>>> = {
  jsQR: async ({ grey, width }) => readCode(colours(grey), width, width)?.data ?? null,
  ZXing: async ({ grey, width }) => {
    await zxing();
    const image = { data: colours(grey), width, height: width, colorSpace: 'srgb' } as unknown as ImageData;
    return (await readBarcodes(image, { formats: ['QRCode'] }))[0]?.text ?? null;
  },
  ZBar: async ({ grey, width }) => {
    const [found] = await scanGrayBuffer(grey.slice().buffer, width, width);
    return found?.decode() ?? null;
  },
};

// The package's types name a default export, and what Node gets is the module around it.
const readCode =
  (jsqr as unknown as { default?: typeof jsqr.default }).default ?? (jsqr as unknown as typeof jsqr.default);

let prepared: Promise<void> | undefined;
/** Its WebAssembly is read from the package: it would be fetched from the network otherwise. */
function zxing(): Promise<void> {
  prepared ??= (async () => {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const bytes = await readFile(file);
    prepareZXingModule({
      overrides: {
        wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
      },
    });
  })();
  return prepared;
}

function colours(grey: Uint8Array): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(grey.length * 4).fill(255);
  grey.forEach((value, at) => {
    pixels.fill(value, at * 4, at * 4 + 3);
  });
  return pixels;
}
