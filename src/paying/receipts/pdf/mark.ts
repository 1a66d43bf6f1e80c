import { ink, inkOn } from './ink.ts';
import type { Logo } from './logo.ts';
import type { Sheet } from './sheet.ts';

export type Mark = {
  readonly name: string;
  readonly accentColour: string | null;
  readonly logo: Logo | undefined;
};

/**
 * The seller's logo, or its first letter on its colour, in a square of `size` points. Its name stands beside it, so neither
 * is read aloud.
 */
export function drawMark(
  sheet: Sheet,
  { name, accentColour, logo }: Mark,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  if (logo) {
    const place = { fit: [size, size] as [number, number], align: 'center', valign: 'center' } as const;
    sheet.decorate((drawing) => drawing.image(logo.source(), x, y, place));
    return;
  }
  const ground = accentColour ?? ink.accent;
  sheet.decorate((drawing) => drawing.roundedRect(x, y, size, size, (7 * size) / 34).fill(ground));
  const [initial = ''] = name.trim().toUpperCase();
  const style = { size: (16 * size) / 34, isBold: true, colour: inkOn(ground), align: 'center' } as const;
  const height = sheet.heightOf(initial, size, style);
  sheet.note(initial, { x, y: y + (size - height) / 2 + (1.5 * size) / 34, width: size }, style);
}
