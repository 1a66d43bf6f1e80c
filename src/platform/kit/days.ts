/** A day of the calendar somewhere: `2026-03-29`. Days compare as text. */
export type Day = string;

const dayMs = 86_400_000;

/** The day that an instant falls on in a zone. */
export function dayOf(instant: Date, timeZone: string): Day {
  return isoDay(localMs(instant.getTime(), timeZone));
}

/**
 * The first instant of a day in a zone. Days there last 23 or 25 hours when clocks change, and where they change at
 * midnight a day begins at one o'clock.
 */
export function startOfDay(day: Day, timeZone: string): Date {
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  const offsetMs = (atMs: number) => localMs(atMs, timeZone) - atMs;
  const [before, after] = [offsetMs(midnightMs - 2 * dayMs), offsetMs(midnightMs + 2 * dayMs)];
  if (before === after) return new Date(midnightMs - before);
  // Clocks change about then: find where the calendar turns.
  let [earlier, later] = [midnightMs - 2 * dayMs, midnightMs + 2 * dayMs];
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (isoDay(localMs(middle, timeZone)) < day) earlier = middle;
    else later = middle;
  }
  return new Date(later);
}

export function addDays(day: Day, count: number): Day {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + count * dayMs);
}

/** Every day from the first to the last, both included, in order. */
export function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function isoDay(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}

// One formatter a zone: zones are checked when they are saved, so there are a few hundred at most.
const formatters = new Map<string, Intl.DateTimeFormat>();

const offsetsChangeEveryMs = 15 * 60_000;

/** The same as `localMs` for one instant after another, fast where most are near the one before. */
export function wallClock(timeZone: string): (instant: Date) => number {
  let [knownSlice, offsetMs] = [Number.NaN, 0];
  return (instant) => {
    const atMs = instant.getTime();
    const slice = Math.floor(atMs / offsetsChangeEveryMs);
    if (slice !== knownSlice) {
      knownSlice = slice;
      offsetMs = localMs(atMs, timeZone) - atMs;
    }
    return atMs + offsetMs;
  };
}

/** The clock on the wall of a zone, written as if it were UTC. */
function localMs(atMs: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(atMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((atMs % 1000) + 1000) % 1000);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
