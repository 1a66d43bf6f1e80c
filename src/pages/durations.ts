import { zoneAbbreviation, zoneCity } from '#platform/text/dates.ts';
import type { Translate } from '#platform/text/translate.ts';

/** "30 minutes", "2 hours", "45 seconds": the largest unit that loses nothing a reader needs. */
export function durationText(seconds: number, text: Translate): string {
  if (seconds >= 3600 && seconds % 3600 === 0) return text('time.hours', { count: seconds / 3600 });
  if (seconds >= 60) return text('time.minutes', { count: Math.ceil(seconds / 60) });
  return text('time.seconds', { count: Math.max(1, Math.ceil(seconds)) });
}

/** "Berlin time (CEST)", or just "UTC" where the zone is named after no place. */
export function zoneText(instant: Date, timeZone: string, text: Translate): string {
  const zone = zoneAbbreviation(instant, timeZone, text.locale);
  const city = zoneCity(timeZone);
  return city === undefined ? zone : text('time.inCity', { city, zone });
}
