import { ink } from '#paying/receipts/pdf/ink.ts';
import { drawMark, type Mark } from '#paying/receipts/pdf/mark.ts';
import { drawQrCode } from '#paying/receipts/pdf/qr-code.ts';
import { createSheet, type Sheet, type Style } from '#paying/receipts/pdf/sheet.ts';
import type { PosterPaper } from '#platform/contract/payment-links.ts';
import type { Locale } from '#platform/text/locales.ts';
import { translator } from '#platform/text/translate.ts';

/** Everything that a poster shows. */
export type PosterPrint = {
  readonly seller: Mark;
  /** What is sold, in one phrase. */
  readonly what: string;
  /** `€24.20` */
  readonly price: string;
  /** How tax belongs to the price. */
  readonly priceNote: string;
  readonly url: string;
  readonly isTest: boolean;
  readonly madeAt: Date;
  readonly platformName: string;
};

/** A6 in points; A4 is twice as wide and twice as high. */
const page = { width: 297.64, height: 419.53, margin: 22 };
const inner = page.width - 2 * page.margin;
const markSize = 26;
const qrSize = 172;
const qrTop = page.height - page.margin - 44 - qrSize;
/** What is long is set smaller, so that the code keeps its size. */
const nameSizes = [18, 15, 12.5, 10.5, 9, 7.5, 6];
const sellerSizes = [11, 9.5, 8, 7, 6];
const scanSizes = [11, 9.5, 8, 7];
const sellerHeight = 32;
const priceHeight = 52;

/** One page to hang up: who sells what for how much, and the code that opens the page of the link. */
export async function renderPosterPdf(
  print: PosterPrint,
  paper: PosterPaper,
  locale: Locale,
): Promise<Buffer> {
  const text = translator(locale);
  const scale = paper === 'a4' ? 2 : 1;
  const { seller, url } = print;
  const sheet = await createSheet({
    language: locale,
    size: paper === 'a4' ? 'A4' : 'A6',
    info: {
      Title: text('link.title', { what: print.what, seller: seller.name }),
      Author: seller.name,
      Creator: print.platformName,
      CreationDate: print.madeAt,
      ModDate: print.madeAt,
    },
  });
  const done = collect(sheet);
  const write = (words: string, y: number, style: Style & { readonly size: number }, type = 'P') =>
    sheet.write(
      words,
      { x: page.margin * scale, y: y * scale, width: inner * scale },
      { align: 'center', ...style, size: style.size * scale },
      { type },
    ) / scale;

  let y = writeSeller(sheet, print, scale);
  const size = sizeOf(sheet, print.what, nameSizes, { width: inner, height: qrTop - y - priceHeight });
  y = write(print.what, y, { size, isBold: true }, 'H1') + 4;
  y = write(print.price, y, { size: 24, isBold: true });
  write(print.priceNote, y, { size: 8, colour: ink.hint });

  const x = (page.width - qrSize) / 2;
  const box = { x: x * scale, y: qrTop * scale, width: qrSize * scale, height: qrSize * scale };
  sheet.picture(text('poster.qrCode'), box, (drawing) =>
    drawQrCode(drawing, url, { x: box.x, y: box.y, size: box.width }, 'M'),
  );
  const scan = text(print.isTest ? 'poster.scanTest' : 'poster.scan');
  y = write(scan, qrTop + qrSize, {
    size: sizeOf(sheet, scan, scanSizes, { width: inner, height: 17 }),
    isBold: true,
    ...(print.isTest ? { colour: ink.warning.text } : {}),
  });
  write(url.replace(/^https?:\/\//, ''), y + 2, { size: 6.5, colour: ink.soft, link: url }, 'Link');
  sheet.document.end();
  return done;
}

/** Mark and name beside each other, in the middle; tells where they end. */
function writeSeller(sheet: Sheet, { seller }: PosterPrint, scale: number): number {
  const gap = 9;
  const room = inner - markSize - gap;
  const size = sizeOf(sheet, seller.name, sellerSizes, { width: room, height: sellerHeight });
  const style = { size: size * scale, isBold: true };
  const width = Math.min(room, sheet.widthOf(seller.name, style) / scale + 1);
  const x = (page.width - markSize - gap - width) / 2;
  drawMark(sheet, seller, { x: x * scale, y: page.margin * scale, size: markSize * scale });
  const height = sheet.heightOf(seller.name, width * scale, style) / scale;
  const y = page.margin + Math.max(0, (markSize - height) / 2);
  const box = { x: (x + markSize + gap) * scale, y: y * scale, width: width * scale };
  const end = sheet.write(seller.name, box, style) / scale;
  return Math.max(end, page.margin + markSize) + 14;
}

/** The largest size in which words fit into a box of A6; the smallest where none does. */
function sizeOf(
  sheet: Sheet,
  words: string,
  sizes: readonly number[],
  box: { readonly width: number; readonly height: number },
): number {
  const fits = (size: number) => sheet.heightOf(words, box.width, { size, isBold: true }) <= box.height;
  return sizes.find(fits) ?? sizes.at(-1) ?? 6;
}

function collect({ document }: Sheet): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
