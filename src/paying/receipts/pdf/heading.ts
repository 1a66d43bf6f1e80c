import { cardBrandName } from '#platform/contract/card-brands.ts';
import { parseHttpUrl } from '#platform/kit/http-url.ts';
import { countryName } from '#platform/text/countries.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { addressLines, legalName } from '#platform/text/seller-lines.ts';
import { sellerOf } from '../receipt.ts';
import { ink, type Tone } from './ink.ts';
import { drawMark } from './mark.ts';
import type { Press } from './print.ts';
import { paper, type Style } from './sheet.ts';

const markSize = 34;

/** The band of a test receipt, and who sells. Each part is given where it begins and tells where it ends. */
export function writeSeller({ sheet, text, print }: Press, top: number): number {
  let y = top;
  if (print.document.mode === 'sandbox') {
    const inner = { x: paper.left + 12, y: y + 7.5, width: paper.inner - 24 };
    frame({ sheet }, { y, height: 28 }, ink.warning);
    sheet.write(text('receipt.pdf.test'), inner, { colour: ink.warning.text, isBold: true });
    y += 28 + 24;
  }
  const { seller } = print.document;
  drawMark(sheet, { ...print, name: print.document.seller.name }, { x: paper.left, y, size: markSize });
  const box = { x: paper.left + markSize + 12, width: paper.inner - markSize - 12 };
  const host = hostOf(seller.website);
  const nameTop = host ? y + 2 : y + 9;
  let end = sheet.write(seller.name, { ...box, y: nameTop }, { size: 11.5, isBold: true });
  if (host) end = sheet.write(host, { ...box, y: end }, { colour: ink.hint });
  return Math.max(end, y + markSize) + 26;
}

function hostOf(website: string | null): string | undefined {
  return website === null ? undefined : parseHttpUrl(website)?.host;
}

/** A ground with an edge over the whole width. */
export function frame({ sheet }: Pick<Press, 'sheet'>, box: { y: number; height: number }, tone: Tone): void {
  sheet.decorate((drawing) => {
    drawing.roundedRect(paper.left, box.y, paper.inner, box.height, 5).lineWidth(0.75);
    drawing.fillAndStroke(tone.ground, tone.edge);
  });
}

const pillWords = {
  paid: 'receipt.paid',
  refund_pending: 'receipt.refundPending',
  partially_refunded: 'receipt.partlyRefunded',
  refunded: 'receipt.refunded',
} as const;

/** The number, the amount that was paid, and how it stands. */
export function writeAmount({ sheet, text, print }: Press, top: number): number {
  const { document, status } = print;
  const heading = text('receipt.pdf.heading', { number: document.number });
  const tone = status === 'paid' ? ink.positive : ink.neutral;
  const word = text(pillWords[status]);
  const pillWidth = sheet.widthOf(word, { size: 8.5, isBold: true }) + 16;
  const pillLeft = paper.left + paper.inner - pillWidth;
  const box = { x: paper.left, width: paper.inner - pillWidth - 16 };
  let y = sheet.write(heading, { ...box, y: top }, { size: 13, isBold: true }, { type: 'H1' });
  sheet.decorate((drawing) => {
    drawing.roundedRect(pillLeft, top, pillWidth, 19, 4.5).lineWidth(0.75);
    drawing.fillAndStroke(tone.ground, tone.edge);
  });
  const amount = showMoney(document.total, document.currency, text.locale);
  const large = { size: 25, isBold: true };
  const codeLeft = paper.left + sheet.widthOf(amount, large) + 7;
  const end = sheet.write(amount, { ...box, y: y + 1 }, large);
  sheet.write(document.currency, { x: codeLeft, y: y + 15, width: 60 }, { size: 12, colour: ink.hint });
  y = end;
  sheet.write(
    word,
    { x: pillLeft + 8, y: top + 3.6, width: pillWidth },
    { size: 8.5, isBold: true, colour: tone.text },
  );
  sheet.rule(y + 12);
  return y + 12 + 18;
}

const gap = 18;

/** Receipt, seller and buyer side by side. */
export function writeParties(press: Press, top: number): number {
  const { sheet, text } = press;
  const parties = [
    { heading: text('receipt.receipt'), lines: receiptLines(press) },
    { heading: text('receipt.seller'), lines: sellerLines(press) },
    { heading: text('receipt.billedTo'), lines: buyerLines(press) },
  ];
  const width = (paper.inner - gap * (parties.length - 1)) / parties.length;
  const ends = parties.map(({ heading, lines }, index) => {
    const box = { x: paper.left + index * (width + gap), width };
    let y = sheet.write(heading, { ...box, y: top }, { size: 8, colour: ink.hint }, { type: 'H2' }) + 2;
    for (const { words, style } of lines) y = sheet.write(words, { ...box, y }, style);
    return y;
  });
  return Math.max(...ends) + 24;
}

type Line = { readonly words: string; readonly style: Style };

/** The first of those that are there stands out. */
function linesOf(words: readonly (string | null | undefined)[]): Line[] {
  return words
    .filter((each): each is string => Boolean(each))
    .map((each, index) => ({ words: each, style: { isBold: index === 0 } }));
}

function receiptLines({ text, print: { document } }: Press): Line[] {
  const { number, paid_at, time_zone, card, transaction_id } = document;
  const paidAt = formatMoment(new Date(paid_at), time_zone, text.locale);
  const masked = card && text('card.masked', { brand: cardBrandName(card.brand), last4: card.last4 });
  const payment = text('receipt.payment', { id: transaction_id });
  return [...linesOf([number, paidAt, masked]), { words: payment, style: { size: 7.5, colour: ink.hint } }];
}

function sellerLines({ text, print: { document, supportEmail } }: Press): Line[] {
  const seller = sellerOf(document);
  const taxId = seller.tax_id && text('receipt.taxId', { id: seller.tax_id });
  const address = addressLines(seller.address, text.locale);
  return linesOf([legalName(seller), ...address, taxId, hostOf(seller.website), supportEmail]);
}

function buyerLines({ text, print: { document } }: Press): Line[] {
  const { name, company, tax_id, country } = document.buyer;
  const taxId = tax_id && text('receipt.taxId', { id: tax_id });
  return linesOf([company, name, taxId, country && countryName(country, text.locale)]);
}
