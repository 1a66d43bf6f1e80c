import { parseExchangeRate } from '#platform/kit/exchange.ts';

export type PublishedRate = {
  /** `YYYY-MM-DD` for which it was published. */
  readonly date: string;
  /** USD per 1 EUR in 10⁻⁶. */
  readonly rateMillionths: bigint;
};

/**
 * Reads the newest dollar rate of the European Central Bank's file, the daily one or one of many days. A rate belongs to
 * the day of the element that it stands in, and to no other; a day or rate that is none is passed over.
 */
export function readEcbFile(xml: string): PublishedRate | undefined {
  let newest: PublishedRate | undefined;
  const days: (string | undefined)[] = [];
  for (const { isEnd, isWhole, attributes } of cubesOf(withoutComments(xml))) {
    if (isEnd) {
      days.pop();
      continue;
    }
    const time = attributes.get('time');
    const date = time === undefined ? days.at(-1) : readDay(time);
    if (!isWhole) days.push(date);
    if (attributes.get('currency') !== 'USD' || date === undefined) continue;
    const rateMillionths = parseExchangeRate(attributes.get('rate') ?? '');
    if (rateMillionths && (!newest || date > newest.date)) newest = { date, rateMillionths };
  }
  return newest;
}

type Cube = {
  readonly isEnd: boolean;
  /** It has no end of its own: `<Cube …/>`. */
  readonly isWhole: boolean;
  readonly attributes: ReadonlyMap<string, string>;
};

function* cubesOf(xml: string): Generator<Cube> {
  for (const [, end, inside = ''] of xml.matchAll(/<(\/?)(?:\w+:)?Cube\b([^<>]*)>/g)) {
    const attributes = new Map<string, string>();
    for (const [, name = '', double, single] of inside.matchAll(
      /(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
    )) {
      attributes.set(name, (double ?? single ?? '').trim());
    }
    yield { isEnd: end === '/', isWhole: inside.trimEnd().endsWith('/'), attributes };
  }
}

function withoutComments(xml: string): string {
  const [start = '', ...parts] = xml.split('<!--');
  return start + parts.map((part) => part.slice(part.indexOf('-->') + 3)).join('');
}

/** A day of the calendar as it was written; undefined for anything else. */
function readDay(text: string): string | undefined {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  const isDay = instant !== undefined && !Number.isNaN(instant.getTime());
  return isDay && instant.toISOString().startsWith(text) ? text : undefined;
}
