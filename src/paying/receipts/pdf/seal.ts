import { ink } from './ink.ts';
import type { Press } from './print.ts';
import { drawQrCode } from './qr-code.ts';
import { paper } from './sheet.ts';

const qrCodeSize = 88;
export const heightOfSeal = 118;

/** What is signed, by which key, how to check it, and where the receipt stays. */
export function writeSeal({ sheet, text, print }: Press, top: number, fileName: string): number {
  const { document, signature, address } = print;
  sheet.rule(top);
  const box = { x: paper.left, width: paper.inner - qrCodeSize - 24 };
  const fine = { size: 8, colour: ink.soft };
  let y =
    sheet.write(text('receipt.pdf.signed'), { ...box, y: top + 13 }, { isBold: true }, { type: 'H2' }) + 2;
  y = sheet.write(text('receipt.pdf.signedFile', { file: fileName }), { ...box, y }, fine) + 4;
  const keys = `${document.issuer.url}/.well-known/receipt-keys.json`;
  y = sheet.write(keys, { ...box, y }, { ...fine, link: keys }, { type: 'Link' });
  y = sheet.write(
    text('receipt.key', { id: signature.key_id }),
    { ...box, y },
    { ...fine, colour: ink.hint },
  );
  if (!sheet.isWhole()) y = sheet.write(text('receipt.pdf.notWhole'), { ...box, y: y + 4 }, fine);

  const x = paper.left + paper.inner - qrCodeSize;
  const place = { x, y: top + 8, width: qrCodeSize, height: qrCodeSize };
  sheet.picture(text('receipt.pdf.qrCode'), place, (drawing) =>
    drawQrCode(drawing, address, { x, y: top + 8, size: qrCodeSize }),
  );
  const caption = { x: x - 6, y: top + 8 + qrCodeSize, width: qrCodeSize + 12 };
  const style = { size: 7.5, colour: ink.hint, align: 'center', link: address } as const;
  return Math.max(y, sheet.write(text('receipt.pdf.open'), caption, style, { type: 'Link' }));
}
