import { encode } from 'uqr';

/** Light modules around the code, as ISO/IEC 18004 asks for. */
const quietZone = 4;

/** A QR code as rows of modules, true for dark, with its quiet zone. Medium error correction survives print. */
export function qrModules(text: string): boolean[][] {
  return encode(text, { ecc: 'M', border: quietZone }).data;
}

/** A QR code as SVG, `sizePx` wide and high; its edges stay sharp at any size. */
export function qrCodeSvg(text: string, sizePx: number): string {
  return drawQrSvg(qrModules(text), sizePx);
}

/** Draws modules with their quiet zone: black on white whatever is around them, because not every reader takes another look. */
export function drawQrSvg(modules: readonly (readonly boolean[])[], sizePx: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sizePx}" height="${sizePx}" viewBox="0 0 ${modules.length} ${modules.length}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${modules.length}v${modules.length}H0z"/><path fill="#000" d="${qrPath(modules)}"/></svg>\n`;
}

/** The dark modules as the path of an SVG, one unit each. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((row, y) => darkRuns(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('');
}

/** Where dark modules begin in a row, and how many follow each other. */
function darkRuns(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
