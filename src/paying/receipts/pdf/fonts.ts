import { createRequire } from 'node:module';
import { loadPdfKit } from './pdfkit.ts';

/** A font that was read once. */
export type Font = { hasGlyphForCodePoint(codePoint: number): boolean };
type WholeFont = Font & {
  readonly characterSet: readonly number[];
  glyphForCodePoint(codePoint: number): unknown;
};
export type Weight = 'regular' | 'bold';
export type Fonts = Readonly<Record<Weight, Font>>;

let opened: Promise<Fonts> | undefined;

/**
 * The fonts of every PDF. Reading them anew takes longer than all the rest of a receipt, so it is done once; what a
 * document uses of them is embedded in it.
 */
export function openFonts(): Promise<Fonts> {
  opened ??= readFonts().catch((error: unknown) => {
    // The next one tries again.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function readFonts(): Promise<Fonts> {
  return { regular: await openFont('DejaVuSans'), bold: await openFont('DejaVuSans-Bold') };
}

/** Makes the fonts known to a document by their weight. PDFKit takes one that was read in place of a file. */
export function registerFonts(document: PDFKit.PDFDocument, fonts: Fonts): void {
  for (const [weight, font] of Object.entries(fonts))
    document.registerFont(weight, font as unknown as PDFKit.Mixins.PDFFontSource);
}

async function openFont(name: string): Promise<Font> {
  const file = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
  const PDFDocument = await loadPdfKit();
  const document = new PDFDocument({ font: file, autoFirstPage: false });
  const { font } = (document as unknown as { _font: { font: WholeFont } })._font;
  // A glyph keeps the character by which it was first asked for, and none when that was as a part of another ("Ç" of "C"):
  // nobody could copy or search that letter in any later document (fontkit 2.0.4).
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  return font;
}
