import { encode } from 'uqr';
import { assert } from '#platform/kit/assert.ts';
import { drawQrSvg } from '#platform/kit/qr-code.ts';

/** The largest code that banking apps promise to read (EPC069-12). */
const largestVersion = 13;

/** Modules of the code, true for dark, four light ones around. The bytes are made here, so that no writer chooses another charset. */
export function epcModules(text: string): boolean[][] {
  const bytes = [...new TextEncoder().encode(text)];
  const code = encode(bytes, { ecc: 'M', boostEcc: false, border: 4, maxVersion: largestVersion });
  assert(code.version <= largestVersion, `A payment code cannot have version ${code.version}.`);
  return code.data;
}

/** The code as SVG, `sizePx` wide and high: black on white, also on a dark page. */
export function epcCodeSvg(text: string, sizePx: number): string {
  return drawQrSvg(epcModules(text), sizePx);
}
