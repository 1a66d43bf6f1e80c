import { formattingLocale } from './locale.ts';
import { dayOf, isReal, toInstant, type WallTime } from './zoned-time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(formattingLocale, { timeZone: zone, ...options });
  formats.set(key, known);
  return known.format(instant);
}

const timeOfDay = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const date = { day: 'numeric', month: 'short' } as const;

/** `14:31`. */
export function formatTime(instant: Date, zone: string): string {
  return format(instant, zone, timeOfDay);
}

/** `14:31:02`. */
export function formatTimeToSecond(instant: Date, zone: string): string {
  return format(instant, zone, { ...timeOfDay, second: '2-digit' });
}

/** `2 May`, with the year when it is not this one. */
export function formatDay(instant: Date, zone: string, now = new Date()): string {
  const sameYear = dayOf(instant, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return format(instant, zone, sameYear ? date : { ...date, year: 'numeric' });
}

/** `Today, 14:31` or `21 May, 20:08`, for the beginning of a line. */
export function formatMomentAlone(instant: Date, zone: string, now = new Date()): string {
  return formatMoment(instant, zone, now).replace(/^t/, 'T');
}

/** `today, 14:31` or `21 May, 20:08`. */
export function formatMoment(instant: Date, zone: string, now = new Date()): string {
  const isToday = dayOf(instant, zone) === dayOf(now, zone);
  return `${isToday ? 'today' : formatDay(instant, zone, now)}, ${formatTime(instant, zone)}`;
}

/** `22 May 2026, 14:31`. */
export function formatFull(instant: Date, zone: string): string {
  return `${format(instant, zone, { ...date, year: 'numeric' })}, ${formatTime(instant, zone)}`;
}

/** `22 May 2026, 14:31 CEST`. */
export function formatFullWithZone(instant: Date, zone: string): string {
  return `${formatFull(instant, zone)} ${zoneAbbreviation(instant, zone)}`;
}

/** `Wed 27 May 2026, 14:28`. */
export function formatWeekdayMoment(instant: Date, zone: string): string {
  const day = format(instant, zone, { ...date, weekday: 'short', year: 'numeric' });
  return `${day}, ${formatTime(instant, zone)}`;
}

/** `22 May` of a `YYYY-MM-DD`. */
export function formatPlainDay(day: string): string {
  return format(new Date(`${day}T12:00:00Z`), 'UTC', date);
}

/** `May 2026` of a `YYYY-MM`. */
export function formatPlainMonth(month: string): string {
  return format(new Date(`${month}-15T12:00:00Z`), 'UTC', { month: 'long', year: 'numeric' });
}

/** `Fri 22 May` of a `YYYY-MM-DD`. */
export function formatPlainWeekday(day: string): string {
  return format(new Date(`${day}T12:00:00Z`), 'UTC', { ...date, weekday: 'short' });
}

/** `CEST`, or `GMT+9` where English knows no abbreviation. */
export function zoneAbbreviation(instant: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    instant,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** `Berlin time (CEST)`, or `UTC`. */
export function zoneInWords(instant: Date, zone: string): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const abbreviation = zoneAbbreviation(instant, zone);
  return city === abbreviation ? city : `${city} time (${abbreviation})`;
}

/** `in 23 days`, `2 hours ago`. */
export function formatDistance(instant: Date, now = new Date()): string {
  const seconds = (instant.getTime() - now.getTime()) / 1000;
  const steps = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? (['minute', 60] as const);
  return new Intl.RelativeTimeFormat(formattingLocale, { numeric: 'always' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const clock = String.raw`(?:[,T\s]\s*(?:at\s+)?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?)?$`;
const isoForm = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${clock}`, 'i');
const dayFirstForm = new RegExp(String.raw`^(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})${clock}`, 'i');
const monthFirstForm = new RegExp(String.raw`^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})${clock}`, 'i');
const numberForm = new RegExp(String.raw`^(\d{1,2})([./])(\d{1,2})\2(\d{4})${clock}`, 'i');

/**
 * Reads a date and time as people type it: `14 Jun 2026, 18:00`, `Jun 14, 2026 6:00 PM`, `2026-06-14 18:00`,
 * `14.06.2026`. Without a time it is the day's last minute; with an offset or `Z` the zone is not asked.
 */
export function readTypedMoment(
  typed: string,
  zone: string,
  locale: string = formattingLocale,
): Date | undefined {
  const text = typed.trim();
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/i.test(text)) {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? undefined : instant;
  }
  const wall = readWallTime(text, locale);
  return wall && isReal(wall) ? toInstant(wall, zone) : undefined;
}

function readWallTime(text: string, locale: string): WallTime | undefined {
  const iso = isoForm.exec(text);
  if (iso) return wallTime(iso[1], Number(iso[2]), iso[3], iso.slice(4));
  const dayFirst = dayFirstForm.exec(text);
  if (dayFirst) return wallTime(dayFirst[3], monthNamed(dayFirst[2]), dayFirst[1], dayFirst.slice(4));
  const monthFirst = monthFirstForm.exec(text);
  if (monthFirst)
    return wallTime(monthFirst[3], monthNamed(monthFirst[1]), monthFirst[2], monthFirst.slice(4));
  const numbers = numberForm.exec(text);
  if (!numbers) return undefined;
  const [, first, separator, second, year, ...rest] = numbers;
  const isMonthFirst = separator === '/' && /^en-(?:US|PH)$|^en$/.test(locale);
  return isMonthFirst
    ? wallTime(year, Number(first), second, rest)
    : wallTime(year, Number(second), first, rest);
}

function wallTime(
  year: string | undefined,
  month: number,
  day: string | undefined,
  [hour, minute, half]: readonly (string | undefined)[],
): WallTime {
  const time = hour === undefined ? { hour: 23, minute: 59 } : { hour: Number(hour), minute: Number(minute) };
  const isAfternoon = half?.toLowerCase() === 'pm';
  if (half) time.hour = (time.hour % 12) + (isAfternoon ? 12 : 0);
  return { year: Number(year), month, day: Number(day), ...time };
}

function monthNamed(name = ''): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}
