import { setImmediate } from 'node:timers/promises';
import type { Locale } from '#platform/text/locales.ts';
import { translator } from '#platform/text/translate.ts';
import { signedFile } from '../signature.ts';
import { writeAmount, writeParties, writeSeller } from './heading.ts';
import { ink } from './ink.ts';
import { writeItems } from './items.ts';
import type { Press, ReceiptPrint } from './print.ts';
import { heightOfSeal, writeSeal } from './seal.ts';
import { createSheet, paper, roomFor } from './sheet.ts';
import { heightOfRefund, heightOfSums, writeRefund, writeSums } from './sums.ts';

/**
 * The receipt as a PDF on A4, with the signed file attached. The same receipt gives the same bytes. Between its parts
 * others get their turn, so that a long receipt holds up no buyer.
 */
export async function renderReceiptPdf(print: ReceiptPrint, locale: Locale): Promise<Buffer> {
  const text = translator(locale);
  const { document, signature } = print;
  const paidAt = new Date(document.paid_at);
  const sheet = await createSheet({
    language: locale,
    info: {
      Title: text('receipt.title', { number: document.number, seller: document.seller.name }),
      Author: document.seller.name,
      Creator: print.platformName,
      CreationDate: paidAt,
      ModDate: print.changedAt,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    sheet.document.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.document.on('end', () => resolve(Buffer.concat(chunks)));
    sheet.document.on('error', reject);
  });
  const press: Press = { sheet, text, print };
  const fileName = `receipt-${document.number}.json`;
  sheet.document.file(Buffer.from(signedFile(signature)), {
    name: fileName,
    type: 'application/json',
    description: text('receipt.pdf.fileDescription'),
    creationDate: paidAt,
    modifiedDate: paidAt,
  });
  let y = writeSeller(press, paper.top);
  y = writeAmount(press, y);
  await setImmediate();
  y = writeParties(press, y);
  await setImmediate();
  y = await writeItems(press, y, setImmediate);
  y = roomFor(sheet, y, heightOfSums(press));
  y = writeSums(press, y);
  await setImmediate();
  y = roomFor(sheet, y, heightOfRefund(press) + heightOfSeal);
  y = writeRefund(press, y);
  writeSeal(press, y, fileName);
  await setImmediate();
  writeFeet(press);
  sheet.document.end();
  return done;
}

/** Whose receipt it is, by whose software, and which page of how many. */
function writeFeet({ sheet, text, print }: Press): void {
  const { count } = sheet.document.bufferedPageRange();
  const style = { size: 7.5, colour: ink.hint };
  const { number, seller } = print.document;
  for (let page = 0; page < count; page++) {
    sheet.document.switchToPage(page);
    const box = { x: paper.left, y: paper.bottom + 16, width: paper.inner };
    const title = text('receipt.title', { number, seller: seller.name });
    sheet.note(title, { ...box, width: paper.inner * 0.6 }, { ...style, isOneLine: true });
    const place = text('receipt.pdf.page', { page: page + 1, pages: count });
    const maker = text('site.runsOn', { platform: print.platformName });
    sheet.note(`${maker} · ${place}`, box, { ...style, align: 'right' });
  }
}
