import type { Day } from '#platform/kit/days.ts';

/** A day of the calendar, or `undefined` where there is none: the thirtieth of February, the thirteenth month. */
export function toDay(year: number, month: number, day: number): Day | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return undefined;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:$|[TZ+-])/;

/**
 * The day that ISO 20022 writes, `2026-11-03` with or without a time behind it. The day is taken as the bank wrote it:
 * a time in another zone does not move a booking day.
 */
export function readIsoDay(text: string): Day | undefined {
  const match = iso.exec(text);
  return match ? toDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}
