import type { Day } from '#platform/kit/days.ts';
import { toDay } from '../statement-day.ts';

/** A day as `YYMMDD`; nobody has statements of this format from before 1980. */
export function readShortDay(text: string): Day | undefined {
  const year = Number(text.slice(0, 2));
  return toDay(year < 80 ? 2000 + year : 1900 + year, Number(text.slice(2, 4)), Number(text.slice(4, 6)));
}

/**
 * A booking day as `MMDD`, which has no year: that of the value day, of the year before or after, whichever comes
 * nearest. Around New Year they differ.
 */
export function readBookingDay(text: string, valueOn: Day): Day | undefined {
  const year = Number(valueOn.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap(
    (each) => toDay(each, Number(text.slice(0, 2)), Number(text.slice(2, 4))) ?? [],
  );
  const distance = (day: Day) => Math.abs(Date.parse(day) - Date.parse(valueOn));
  return days.sort((one, other) => distance(one) - distance(other))[0];
}
