import type { Day } from '#platform/kit/days.ts';

/** A day of the calendar, or `undefined` where there is none: the thirtieth of February, the thirteenth month. */
export function toDay(year: number, month: number, day: number): Day | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return undefined;
  if (day > lastDayOf(year, month)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function lastDayOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:$|[TZ+-])/;

/**
 * The day that ISO 20022 writes, `2026-11-03` with or without a time behind it. The day is taken as the bank wrote it:
 * a time in another zone does not move a booking day.
 */
export function readIsoDay(text: string): Day | undefined {
  if (text === last.text) return last.day;
  const match = iso.exec(text);
  const day = match ? toDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
  last = { text, day };
  return day;
}

/** Most entries are of the day of the one before. */
let last: { readonly text: string; readonly day: Day | undefined } = { text: '', day: undefined };
