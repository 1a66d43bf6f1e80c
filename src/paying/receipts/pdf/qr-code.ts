import { encode } from 'uqr';
import type { Drawing } from './sheet.ts';

/**
 * Draws a QR code, `size` points wide and high, its quiet zone included.
 *
 * @param ecc how much of it may be unreadable: `L` 7 percent, `M` 15
 */
export function drawQrCode(
  drawing: Drawing,
  text: string,
  place: { x: number; y: number; size: number },
  ecc: 'L' | 'M' = 'L',
): void {
  const rows = encode(text, { ecc, border: 4 }).data;
  const module = place.size / rows.length;
  rows.forEach((row, line) => {
    row.forEach((isDark, column) => {
      // A run of dark modules is one rectangle: neighbours drawn singly show hairlines between them.
      if (!isDark || row[column - 1]) return;
      const end = row.indexOf(false, column);
      const length = (end === -1 ? row.length : end) - column;
      drawing.rect(place.x + column * module, place.y + line * module, length * module, module);
    });
  });
  drawing.fill('#000000');
}
