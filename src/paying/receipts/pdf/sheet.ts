import { openFonts, registerFonts } from './fonts.ts';
import { ink } from './ink.ts';
import { loadPdfKit } from './pdfkit.ts';
import { printable } from './printable.ts';

export type Part = PDFKit.PDFStructureElement;
export type Drawing = PDFKit.PDFDocument;

/** What a paragraph looks like; sizes are points. */
export type Style = {
  readonly size?: number;
  readonly isBold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** An address that the paragraph opens. */
  readonly link?: string;
  /** What is longer than its box is cut off with an ellipsis. */
  readonly isOneLine?: boolean;
};

export type Box = { readonly x: number; readonly y: number; readonly width: number };

/** A4 with its margins, in points; `bottom` is where the foot of the page begins. */
export const paper = {
  width: 595.28,
  height: 841.89,
  top: 48,
  bottom: 776,
  left: 51,
  inner: 493.28,
} as const;

const usualSize = 9;
const lineHeight = 1.42;

/** Hebrew or Arabic and nothing else. */
const runsLeft =
  /^(?=.*[\p{Script=Hebrew}\p{Script=Arabic}])[\p{Script=Hebrew}\p{Script=Arabic}\p{Zs}\p{P}\p{M}]+$/u;

export type Sheet = {
  readonly document: Drawing;
  /** A part of the structure, such as a table; what is put into it comes later. */
  part(type: string, parent?: Part): Part;
  /** Writes a paragraph and tells where it ends. */
  write(text: string, box: Box, style?: Style, place?: { type?: string; parent?: Part }): number;
  /** How high a paragraph will be. */
  heightOf(text: string, width: number, style?: Style): number;
  /** How wide a text is on one line. */
  widthOf(text: string, style?: Style): number;
  /** Writes what belongs to the page and not to the receipt, such as its number. */
  note(text: string, box: Box, style?: Style): void;
  /** Draws what means nothing by itself. */
  decorate(draw: (drawing: Drawing) => void): void;
  rule(y: number, options?: { colour?: string; x?: number; width?: number }): void;
  /** A picture, described in words. */
  picture(words: string, box: Box & { readonly height: number }, draw: (drawing: Drawing) => void): void;
  /** Whether every character so far could be shown. */
  isWhole(): boolean;
};

/**
 * Paper to write on. Every text goes through the characters that the font has, and into the structure that screen
 * readers follow; lines and grounds are marked as decoration.
 */
export async function createSheet(options: {
  readonly language: string;
  readonly info: PDFKit.DocumentInfo;
  /** A4 when left out. */
  readonly size?: 'A4' | 'A6';
}): Promise<Sheet> {
  const [PDFDocument, fonts] = await Promise.all([loadPdfKit(), openFonts()]);
  const document = new PDFDocument({
    size: options.size ?? 'A4',
    // Pages end where the receipt says so, because only it knows what belongs together.
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: options.language,
    info: options.info,
    bufferPages: true,
    font: '',
  });
  registerFonts(document, fonts);
  const root = document.struct('Document');
  document.addStructure(root);
  let isWhole = true;

  const set = (text: string, { size = usualSize, isBold = false }: Style) => {
    const weight = isBold ? 'bold' : 'regular';
    const shown = printable(text, fonts[weight]);
    isWhole &&= shown.isWhole;
    document.font(weight).fontSize(size);
    // The font by itself leaves little room between lines.
    return { shown: shown.text, lineGap: Math.max(0, size * lineHeight - document.currentLineHeight()) };
  };
  const draw = (text: string, { x, y, width }: Box, style: Style) => {
    const { shown, lineGap } = set(text, style);
    const { colour = ink.text, align = 'left', link, isOneLine } = style;
    document.fillColor(colour).text(shown, x, y, {
      width,
      align,
      lineGap,
      ...(link ? { link } : {}),
      ...(isOneLine ? { height: lineHeight, ellipsis: true } : {}),
      // Words are set one by one, from left to right, unless all of them go the other way.
      ...(runsLeft.test(shown) ? { features: [] } : {}),
    });
  };
  const heightOf: Sheet['heightOf'] = (text, width, style = {}) => {
    const { shown, lineGap } = set(text, style);
    return document.heightOfString(shown, { width, lineGap });
  };
  const decorate: Sheet['decorate'] = (work) => {
    document.markContent('Artifact', { type: 'Layout' });
    document.save();
    work(document);
    document.restore();
    document.endMarkedContent();
  };
  return {
    document,
    part(type, parent = root) {
      const part = document.struct(type);
      parent.add(part);
      return part;
    },
    write(text, box, style = {}, { type = 'P', parent = root } = {}) {
      parent.add(document.struct(type, optionsOf(type), () => draw(text, box, style)));
      return document.y;
    },
    heightOf,
    widthOf(text, style = {}) {
      return document.widthOfString(set(text, style).shown);
    },
    note: (text, box, style = {}) => decorate(() => draw(text, box, style)),
    decorate,
    rule: (y, { colour = ink.line, x = paper.left, width = paper.inner } = {}) =>
      decorate((drawing) => {
        drawing
          .moveTo(x, y)
          .lineTo(x + width, y)
          .lineWidth(0.75)
          .stroke(colour);
      }),
    picture(words, { x, y, width, height }, work) {
      const options = { alt: words, bbox: [x, y, x + width, y + height] as [number, number, number, number] };
      root.add(document.struct('Figure', options, () => work(document)));
    },
    isWhole: () => isWhole,
  };
}

/** Where a part of this height begins: here, or at the top of a new page. */
export function roomFor({ document }: Pick<Sheet, 'document'>, y: number, height: number): number {
  if (y + height <= paper.bottom) return y;
  document.addPage();
  return paper.top;
}

/** Headings of a table say what they head. The types do not know that yet. */
function optionsOf(type: string): PDFKit.Mixins.StructureElementOptions {
  const options = type === 'TH' ? { scope: 'Column' } : {};
  return options as PDFKit.Mixins.StructureElementOptions;
}
