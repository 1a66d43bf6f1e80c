const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an RFC 3339 time with its offset. Dates that do not exist, times without offset and leap seconds (which
 * no `Date` can hold) give `undefined`. Finer than milliseconds is cut off.
 */
export function parseInstant(text: unknown): Date | undefined {
  const match = typeof text === 'string' && text.length <= 64 ? instantPattern.exec(text) : null;
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;

  // `Date.UTC` would read the years 0–99 as 1900–1999 and roll 30 February over; so set the parts, and compare the month.
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  if (local.getUTCMonth() !== month - 1) return undefined;
  local.setUTCHours(hour, minute, second, Number((match[7] ?? '').slice(0, 3).padEnd(3, '0')));

  const offsetMs = (offsetHour * 60 + offsetMinute) * 60_000 * (match[8] === '-' ? -1 : 1);
  const instant = new Date(local.getTime() - offsetMs);
  const utcYear = instant.getUTCFullYear();
  return utcYear >= 0 && utcYear <= 9999 ? instant : undefined;
}

/** RFC 3339 in UTC with milliseconds: `2026-01-31T12:00:00.000Z`. */
export function formatInstant(date: Date): string {
  return date.toISOString();
}

/**
 * Names of the IANA database without a slash. Formatters take more: letters such as BST and IST, which mean Dhaka and
 * Kolkata to them, and something else to whoever wrote them.
 */
const shortZones = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran ' +
    'Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK ' +
    'Singapore Turkey UCT UTC Universal W-SU WET Zulu'
  )
    .toLowerCase()
    .split(' '),
);

/** True for an IANA time zone such as `Europe/Berlin` or `UTC`; neither a bare offset nor `PST` is one. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name) || /^SystemV\//i.test(name)) return false;
  if (!name.includes('/') && !shortZones.has(name.toLowerCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
