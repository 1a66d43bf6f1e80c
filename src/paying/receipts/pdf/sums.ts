import { minorOf } from '#platform/kit/money.ts';
import { formatDay, formatMoment } from '#platform/text/dates.ts';
import {
  formatExchangeRate,
  formatMoney,
  formatPercent,
  showMoney,
  showMoneyAndCode,
} from '#platform/text/format.ts';
import { frame } from './heading.ts';
import { ink } from './ink.ts';
import type { Press } from './print.ts';
import { paper, roomFor, type Style } from './sheet.ts';

const width = 226;
const left = paper.left + paper.inner - width;
const rowHeight = 17;
const heightOfTotal = 60;
/** Sums of more rates than anyone has go over pages like lines. */
const mostKeptTogether = 400;
const noteWidth = paper.inner - width - 30;

/** Net, tax by rate and the total under a double rule, and beside them how the tax was computed. */
export function writeSums(press: Press, top: number): number {
  const { sheet, text, print } = press;
  const { currency, pricing_mode: pricingMode, taxes, subtotal, total } = print.document;
  const money = (amount: string) => showMoney(amount, currency, text.locale);
  const isInclusive = pricingMode === 'TAX_INCLUSIVE';
  const rows = [
    { label: text('order.net'), value: money(subtotal) },
    ...taxes.map(({ tax_rate, tax }) => ({
      label: text(isInclusive ? 'order.includedTax' : 'order.addedTax', {
        rate: formatPercent(tax_rate, text.locale),
      }),
      value: money(tax),
    })),
  ];
  let y = top;
  for (const { label, value } of rows) {
    y = writeSum(press, label, value, roomFor(sheet, y, rowHeight), { colour: ink.soft }) + 4;
  }
  y = roomFor(sheet, y, heightOfTotal);
  sheet.rule(y + 4, { colour: ink.strongLine, x: left, width });
  y = writeSum(press, text('receipt.paid'), showMoneyAndCode(total, currency, text.locale), y + 11, {
    size: 11,
    isBold: true,
  });
  for (const offset of [6, 8.5]) sheet.rule(y + offset, { colour: ink.text, x: left, width });
  y += 8.5;
  writeNotes(press, y);
  return y + 20;
}

function writeSum({ sheet }: Press, label: string, value: string, y: number, style: Style): number {
  sheet.write(label, { x: left, y, width }, style);
  return sheet.write(value, { x: left, y, width }, { ...style, align: 'right' });
}

/** How high the sums will be, for whoever looks for a page that holds them. */
export function heightOfSums({ print }: Press): number {
  return Math.min((print.document.taxes.length + 1) * rowHeight + heightOfTotal, mostKeptTogether);
}

/** They end where the sums end. */
function writeNotes({ sheet, text, print: { document } }: Press, bottom: number): void {
  const { taxes, pricing_mode: pricingMode, conversion } = document;
  const isTaxed = taxes.some(({ tax_rate: rate }) => Number(rate) > 0);
  const notes = [
    ...(isTaxed ? [text(pricingMode === 'TAX_INCLUSIVE' ? 'tax.inclusive' : 'tax.exclusive')] : []),
    ...(conversion ? [conversionNote()] : []),
  ];
  const style = { size: 8, colour: ink.hint };
  const heights = notes.map((note) => sheet.heightOf(note, noteWidth, style));
  let y = bottom + 3 - heights.reduce((sum, height) => sum + height + 4, 0);
  for (const note of notes) y = sheet.write(note, { x: paper.left, y, width: noteWidth }, style) + 4;

  function conversionNote(): string {
    const { from, rate, source, date } = conversion as NonNullable<typeof conversion>;
    const values = { from, rate: formatExchangeRate(rate, text.locale) };
    if (source !== 'ecb' || !date) return text('receipt.pdf.converted', values);
    // A published day is a calendar date, not an instant: it is shown in UTC so that no zone shifts it.
    const day = formatDay(new Date(`${date}T00:00:00Z`), 'UTC', text.locale);
    return text('receipt.pdf.convertedByBank', { ...values, day });
  }
}

/** How high that note will be, none where nothing went back. */
export function heightOfRefund(press: Press): number {
  return refundTold(press) ? 66 : 0;
}

/** What went back since. It may change, so it is not signed, and says so. */
export function writeRefund(press: Press, top: number): number {
  const { sheet, text, print } = press;
  const told = refundTold(press);
  if (!told) return top;
  const inner = { x: paper.left + 12, width: paper.inner - 24 };
  const fine = { size: 8, colour: ink.hint };
  const moment = formatMoment(print.changedAt, print.document.time_zone, text.locale);
  const note = text('receipt.pdf.refundNote', { moment });
  const height =
    sheet.heightOf(told, inner.width, { isBold: true }) + sheet.heightOf(note, inner.width, fine) + 18;
  frame(press, { y: top, height }, ink.neutral);
  const y = sheet.write(told, { ...inner, y: top + 8 }, { isBold: true });
  sheet.write(note, { ...inner, y: y + 1 }, fine);
  return top + height + 18;
}

function refundTold({ text, print: { status, refundedAmount, document } }: Press): string | undefined {
  const { currency, total } = document;
  const refundedMinor = minorOf(refundedAmount);
  const isPending = status === 'refund_pending';
  if (refundedMinor === 0n) return isPending ? text('receipt.pdf.refundPending') : undefined;
  const told = text('receipt.pdf.refunded', {
    amount: formatMoney(refundedMinor, currency, text.locale),
    kept: formatMoney(minorOf(total) - refundedMinor, currency, text.locale),
  });
  return isPending ? `${told} ${text('receipt.pdf.refundPending')}` : told;
}
