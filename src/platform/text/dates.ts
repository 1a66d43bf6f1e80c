import { intlTags, type Locale } from './locales.ts';

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const weekday = { weekday: 'long', ...day } as const;
const shortDay = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const clockWithSeconds = { ...clock, second: '2-digit' } as const;

// One formatter per language, zone and kind: a few hundred at most, since zones are checked when they are saved.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** "14 June 2026". */
export function formatDay(instant: Date, timeZone: string, locale: Locale): string {
  return dateFormat(intlTags[locale].dates, timeZone, day).format(instant);
}

/** "Wednesday 27 May 2026, 14:28", for a sentence that names the zone in words. */
export function formatWeekdayAndClock(instant: Date, timeZone: string, locale: Locale): string {
  const { dates } = intlTags[locale];
  return `${dateFormat(dates, timeZone, weekday).format(instant)}, ${formatClock(instant, timeZone, locale)}`;
}

/** "Wed 27 May". */
export function formatShortDay(instant: Date, timeZone: string, locale: Locale): string {
  return dateFormat(intlTags[locale].dates, timeZone, shortDay).format(instant);
}

/** "Wed 27 May, 14:28 CEST". */
export function formatShortMoment(instant: Date, timeZone: string, locale: Locale): string {
  const zone = zoneAbbreviation(instant, timeZone, locale);
  return `${formatShortDay(instant, timeZone, locale)}, ${formatClock(instant, timeZone, locale)} ${zone}`;
}

/** "18:00". */
export function formatClock(instant: Date, timeZone: string, locale: Locale): string {
  return dateFormat(intlTags[locale].dates, timeZone, clock).format(instant);
}

/** "18:00:21". */
export function formatClockWithSeconds(instant: Date, timeZone: string, locale: Locale): string {
  return dateFormat(intlTags[locale].dates, timeZone, clockWithSeconds).format(instant);
}

/** "14 June 2026, 18:00": day and clock without the zone, for a sentence that names it in words. */
export function formatDayAndClock(instant: Date, timeZone: string, locale: Locale): string {
  return `${formatDay(instant, timeZone, locale)}, ${formatClock(instant, timeZone, locale)}`;
}

/** "14 June 2026, 18:00 CEST". */
export function formatMoment(instant: Date, timeZone: string, locale: Locale): string {
  return `${formatDayAndClock(instant, timeZone, locale)} ${zoneAbbreviation(instant, timeZone, locale)}`;
}

/** "18:00 CEST" on the day of `now`, else "15 June 2026, 18:00 CEST". */
export function formatDeadline(instant: Date, now: Date, timeZone: string, locale: Locale): string {
  const sameDay = formatDay(instant, timeZone, locale) === formatDay(now, timeZone, locale);
  if (!sameDay) return formatMoment(instant, timeZone, locale);
  return `${formatClock(instant, timeZone, locale)} ${zoneAbbreviation(instant, timeZone, locale)}`;
}

/**
 * The zone's short name at that instant, "CEST" in summer and "CET" in winter. Where the language's own data has
 * only an offset, other regions that speak it are asked: British English does not know "EDT", American does.
 */
export function zoneAbbreviation(instant: Date, timeZone: string, locale: Locale): string {
  const regions = [intlTags[locale].dates, ...(regionsWithZoneNames[locale] ?? [])];
  const names = regions.map((tag) => shortZoneName(instant, timeZone, tag));
  return names.find((name) => !/^(GMT|UTC)[+−-]/.test(name)) ?? names[0] ?? 'UTC';
}

/** The place a zone is named after ("Berlin" for Europe/Berlin), or `undefined` for UTC and the like. */
export function zoneCity(timeZone: string): string | undefined {
  const [area, ...place] = timeZone.split('/');
  if (place.length === 0 || area === 'Etc') return undefined;
  return place.at(-1)?.replaceAll('_', ' ');
}

const regionsWithZoneNames: Readonly<Partial<Record<Locale, readonly string[]>>> = {
  en: ['en-US', 'en-AU', 'en-CA', 'en-IN', 'en-NZ', 'en-ZA'],
};

function shortZoneName(instant: Date, timeZone: string, tag: string): string {
  const parts = dateFormat(tag, timeZone, { timeZoneName: 'short' }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}

function dateFormat(tag: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tag, { ...options, timeZone });
  formatters.set(key, made);
  return made;
}
