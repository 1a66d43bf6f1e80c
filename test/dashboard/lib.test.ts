import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { accentStyle } from '#pages/accent.ts';
import { formatAmount, minorOf, parseAmount as serverParse } from '#platform/kit/money.ts';
import { propertiesOfBothThemes } from '../../dashboard/src/lib/accent.ts';
import { axisTicks } from '../../dashboard/src/lib/axis.ts';
import { formatMoment, readTypedMoment } from '../../dashboard/src/lib/dates.ts';
import { firstLetter } from '../../dashboard/src/lib/first-letter.ts';
import { formatMoney, trimRate, typedMinor } from '../../dashboard/src/lib/money.ts';
import { ownImage } from '../../dashboard/src/lib/own-image.ts';
import { doubtAbout, readAmount, readWhole } from '../../dashboard/src/lib/typed-number.ts';
import { currencyOf } from '../../dashboard/src/lib/where.ts';
import { addDays, dayOf, startOfDay, toInstant, toWallTime } from '../../dashboard/src/lib/zoned-time.ts';

describe('amounts', () => {
  test('are read as the server reads them once they are typed', () => {
    const text = fc.oneof(fc.stringMatching(/^(0|[1-9]\d{0,7})(\.\d{0,3})?$/), fc.string());
    fc.assert(
      fc.property(text, (typed) => {
        const minor = serverParse(typed);
        if (minor !== undefined) expect(typedMinor(typed)).toBe(minor);
      }),
    );
    expect([typedMinor('12,345,678'), typedMinor('1.234'), typedMinor('-1'), typedMinor('')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('survive being written and read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999n }), (minor) => {
        expect(minorOf(formatAmount(minor))).toBe(minor);
        expect(typedMinor(formatAmount(minor))).toBe(minor);
      }),
    );
  });

  test.each([
    ['29,99', '29.99'],
    ['29.9', '29.9'],
    ['1.234,50', '1234.50'],
    ['1,234.5', '1234.5'],
    ['1 234', '1234'],
    ['1’234.50', '1234.50'],
    ['1,234,567', '1234567'],
    ['12,5', '12.5'],
    ['.5', '0.5'],
    ['0.005', undefined],
    ['0,005', undefined],
    ['29.999', undefined],
    ['1,2345', undefined],
    ['1,23,456.00', undefined],
    ['12.34.56', undefined],
    ['29 99', undefined],
    ['29.', undefined],
    ['abc', undefined],
    ['1e3', undefined],
    ['-5', undefined],
  ])('%s is taken for %s', (typed, meant) => {
    expect(readAmount(typed, ['en-US', 'en-GB'])).toBe(meant);
  });

  test('a separator before three digits is one of thousands only where nothing else can be meant', () => {
    expect(readAmount('1,234', ['en-US', 'en-US'])).toBe('1234');
    expect(readAmount('1,234', ['de-DE', 'en-GB'])).toBeUndefined();
    expect(readAmount('1.234', ['de-DE', 'en-GB'])).toBeUndefined();
    expect(readWhole('1.5', ['en-US'])).toBeUndefined();
    expect(readWhole('1,000', ['en-US'])).toBe('1000');
    expect(doubtAbout('29.999')).toContain('29999');
    expect(doubtAbout('0.005')).toBe('Use at most two decimals, such as 29.99.');
    expect(doubtAbout('29.99')).toBeUndefined();
  });

  test('are shown with their symbol, to the cent, also beyond what a float holds', () => {
    expect(formatMoney('1234.50', 'EUR')).toBe('€1,234.50');
    expect(formatMoney('90071992547409.93', 'USD')).toBe('$90,071,992,547,409.93');
    expect(formatMoney('-5.31', 'EUR')).toBe('−€5.31');
  });

  test('rates lose only what means nothing', () => {
    expect(['19.600', '20.000', '0.000', '100.000', '7.125', '20'].map(trimRate)).toEqual([
      '19.6',
      '20',
      '0',
      '100',
      '7.125',
      '20',
    ]);
  });
});

describe('time zones', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  );
  const minute = fc
    .integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 })
    .map((count) => new Date(count * 60_000));

  test('what a clock shows leads back to an instant at which it shows the same', () => {
    fc.assert(
      fc.property(minute, zone, (instant, place) => {
        const wall = toWallTime(instant, place);
        const back = toInstant(wall, place);
        expect(toWallTime(back, place)).toEqual(wall);
        expect(back.getTime()).toBeLessThanOrEqual(instant.getTime());
      }),
      { numRuns: 300 },
    );
  });

  test('the hour that comes twice is the first one, and the hour that never comes is as late as the clocks jump', () => {
    const at = (month: number, day: number, hour: number, minutes: number) =>
      toInstant({ year: 2026, month, day, hour, minute: minutes }, 'Europe/Berlin').toISOString();
    expect(at(10, 25, 2, 30)).toBe('2026-10-25T00:30:00.000Z');
    expect(at(3, 29, 2, 30)).toBe('2026-03-29T01:30:00.000Z');
  });

  test('days begin at their own midnight', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-03-30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(dayOf(new Date('2026-05-21T22:30:00Z'), 'Europe/Berlin')).toBe('2026-05-22');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  test.each([
    ['14 Jun 2026, 18:00', '2026-06-14T16:00:00.000Z'],
    ['14 June 2026 18:00', '2026-06-14T16:00:00.000Z'],
    ['Jun 14, 2026 6:00 PM', '2026-06-14T16:00:00.000Z'],
    ['2026-06-14 18:00', '2026-06-14T16:00:00.000Z'],
    ['2026-06-14T18:00', '2026-06-14T16:00:00.000Z'],
    ['14.06.2026', '2026-06-14T21:59:00.000Z'],
    ['14/06/2026', '2026-06-14T21:59:00.000Z'],
    ['2026-06-14T18:00:00Z', '2026-06-14T18:00:00.000Z'],
    ['2026-06-14T18:00:00+05:30', '2026-06-14T12:30:00.000Z'],
    ['31 Feb 2026', undefined],
    ['14 Foo 2026', undefined],
    ['tomorrow', undefined],
    ['14 Jun 2026, 25:00', undefined],
  ])('%s in Berlin is %s', (typed, instant) => {
    expect(readTypedMoment(typed, 'Europe/Berlin', 'en-GB')?.toISOString()).toBe(instant);
  });

  test('slashes are read as the reader writes them', () => {
    const read = (locale: string) => readTypedMoment('06/05/2026 12:00', 'UTC', locale)?.toISOString();
    expect(read('en-GB')).toBe('2026-05-06T12:00:00.000Z');
    expect(read('en-US')).toBe('2026-06-05T12:00:00.000Z');
  });

  test('today is called today by the clock of the zone', () => {
    const now = new Date('2026-05-21T22:30:00Z');
    expect(formatMoment(new Date('2026-05-22T12:31:00Z'), 'Europe/Berlin', now)).toBe('today, 14:31');
    expect(formatMoment(new Date('2026-05-21T18:08:00Z'), 'Europe/Berlin', now)).toBe('21 May, 20:08');
    expect(formatMoment(new Date('2025-05-21T18:08:00Z'), 'Europe/Berlin', now)).toBe('21 May 2025, 20:08');
  });
});

test('a new organization gets the currency of where its founder is', () => {
  expect(
    [['de-DE'], ['en-IE'], ['hr'], ['en-US', 'de'], ['pl'], ['de-CH'], ['en-US@posix', 'fr'], []].map(
      currencyOf,
    ),
  ).toEqual(['EUR', 'EUR', 'EUR', 'USD', 'USD', 'USD', 'EUR', 'USD']);
});

test('only pictures of this server are shown', () => {
  const origin = 'https://pay.example';
  expect(ownImage('https://pay.example/media/abc', origin)).toBe('/media/abc');
  expect(ownImage('/media/abc', origin)).toBe('/media/abc');
  for (const address of [
    'https://evil.example/a.png',
    '//evil.example/a.png',
    'javascript:alert(1)',
    'data:,x',
    null,
  ]) {
    expect(ownImage(address, origin)).toBeUndefined();
  }
});

test('an axis reaches its largest value by round steps', () => {
  expect(axisTicks(807, 4)).toEqual([0, 250, 500, 750, 1000]);
  expect(axisTicks(0, 4)).toEqual([0]);
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), (most) => {
      const ticks = axisTicks(most, 4);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

describe('the reader’s kind of English', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });
  const formatted = async () => {
    vi.resetModules();
    const dates = await import('../../dashboard/src/lib/dates.ts');
    const now = new Date('2026-05-22T21:30:00Z');
    return dates.formatMoment(new Date('2026-05-21T18:08:00Z'), 'Europe/Berlin', now);
  };

  test('is that of the browser', async () => {
    vi.stubGlobal('window', { navigator: { languages: ['de', 'en-US'] } });
    expect(await formatted()).toBe('May 21, 20:08');
  });

  test('is never that of the machine: newer versions of Node have a navigator as well', async () => {
    vi.stubGlobal('navigator', { languages: ['en-US'], language: 'en-US' });
    expect(await formatted()).toBe('21 May, 20:08');
  });
});

test.each([
  ['Nordlicht', 'N'],
  ['  élan', 'É'],
  ['\u200f\u2067שלום\u2069', 'ש'],
  ['🧵 Fäden', '🧵'],
  [' \u200e ', undefined],
])('the first letter of “%s” is “%s”', (name, letter) => {
  expect(firstLetter(name)).toBe(letter);
});

test('a merchant sees the colour that buyers will see, in every role', () => {
  const declared = (css: string, name: string) =>
    [...css.matchAll(new RegExp(`${name}:(#[0-9a-f]{6})`, 'g'))].map(([, colour]) => colour);
  const colour = fc.stringMatching(/^#[0-9a-f]{6}$/);
  fc.assert(
    fc.property(fc.oneof(colour, fc.constant('#000000'), fc.constant(null)), (accent) => {
      const { css } = accentStyle(accent);
      for (const [name, value] of propertiesOfBothThemes(accent))
        expect(value).toBe(`light-dark(${declared(css, name).join(', ')})`);
    }),
    { numRuns: 50, examples: [['#000000']] },
  );
});
