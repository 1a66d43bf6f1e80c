/** A date and time of day on the wall of some time zone. */
export type WallTime = {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

const partFormats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  const known = partFormats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  partFormats.set(zone, format);
  return format;
}

/** What the clocks of the zone show at an instant. */
export function toWallTime(instant: Date, zone: string): WallTime {
  const parts = Object.fromEntries(
    partsFormat(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return { year, month, day, hour, minute };
}

/**
 * The instant at which the clocks of the zone show this time. Of two (clocks went back) it is the earlier; for none
 * (clocks went forward over it) it is as much later as the clocks jumped.
 */
export function toInstant(wall: WallTime, zone: string): Date {
  const asUtc = utcMs(wall);
  const candidates = [asUtc - dayMs, asUtc + dayMs].map((near) => asUtc - offsetMs(near, zone));
  const exact = candidates.filter((candidate) => isSame(toWallTime(new Date(candidate), zone), wall));
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

const dayMs = 86_400_000;

function utcMs({ year, month, day, hour, minute }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute);
  return date.getTime();
}

function offsetMs(instantMs: number, zone: string): number {
  const wholeMinute = Math.floor(instantMs / 60_000) * 60_000;
  return utcMs(toWallTime(new Date(wholeMinute), zone)) - wholeMinute;
}

function isSame(left: WallTime, right: WallTime): boolean {
  return utcMs(left) === utcMs(right);
}

/** Whether the calendar has this date and the day this time. */
export function isReal({ year, month, day, hour, minute }: WallTime): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
}

/** `YYYY-MM-DD` of an instant in the zone. */
export function dayOf(instant: Date, zone: string): string {
  const { year, month, day } = toWallTime(instant, zone);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

/** Days after a `YYYY-MM-DD`, as such; negative numbers go back. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** The instant at which a `YYYY-MM-DD` begins in the zone. */
export function startOfDay(day: string, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return toInstant({ year, month, day: date, hour: 0, minute: 0 }, zone);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
