import type { Mode } from '#platform/contract/common.ts';
import { dayOf } from '#platform/kit/days.ts';

/** Receipts are counted from 1 in each organization, mode and year. */
export type ReceiptSeries = { readonly mode: Mode; readonly year: number };
export type ReceiptNumber = ReceiptSeries & { readonly sequence: number };

/** The year of a payment is that of its seller's calendar. */
export function seriesOf(mode: Mode, paidAt: Date, timeZone: string): ReceiptSeries {
  return { mode, year: Number(dayOf(paidAt, timeZone).slice(0, 4)) };
}

/** `2026-000123`, and `TEST-2026-000123` where no money moved. */
export function formatReceiptNumber({ mode, year, sequence }: ReceiptNumber): string {
  const text = `${year}-${String(sequence).padStart(6, '0')}`;
  return mode === 'sandbox' ? `TEST-${text}` : text;
}

/** Reads what somebody typed, also without idle zeros; undefined when it is no number of a receipt. */
export function parseReceiptNumber(text: string): ReceiptNumber | undefined {
  const [, test, year, sequence] = /^(test-)?(\d{4})-0{0,8}([1-9]\d{0,8})$/i.exec(text) ?? [];
  if (!year || !sequence) return undefined;
  return { mode: test ? 'sandbox' : 'live', year: Number(year), sequence: Number(sequence) };
}
