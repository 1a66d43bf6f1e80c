import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, isTimeZone, parseInstant } from './time.ts';

describe('parseInstant', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31t12:00:00z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.5Z', '2026-01-31T12:00:00.500Z'],
    ['2026-01-31T12:00:00.123999Z', '2026-01-31T12:00:00.123Z'],
    ['2026-03-29T02:30:00+02:00', '2026-03-29T00:30:00.000Z'],
    ['2026-01-31T23:00:00-05:30', '2026-02-01T04:30:00.000Z'],
    ['2026-01-31T12:00:00-00:00', '2026-01-31T12:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it.each([
    ['2026-02-30T12:00:00Z'],
    ['2023-02-29T12:00:00Z'],
    ['1900-02-29T12:00:00Z'],
    ['2026-04-31T12:00:00Z'],
    ['2026-00-10T12:00:00Z'],
    ['2026-13-10T12:00:00Z'],
    ['2026-01-00T12:00:00Z'],
    ['2026-01-31T24:00:00Z'],
    ['2026-01-31T12:60:00Z'],
    ['2016-12-31T23:59:60Z'],
    ['2026-01-31T12:00:00'],
    ['2026-01-31T12:00Z'],
    ['2026-01-31T12:00:00.Z'],
    ['2026-01-31T12:00:00+0200'],
    ['2026-01-31T12:00:00+02'],
    ['2026-01-31T12:00:00+24:00'],
    ['2026-01-31T12:00:00+02:60'],
    ['2026-01-31 12:00:00Z'],
    ['2026-01-31'],
    ['20260131T120000Z'],
    ['2026-1-31T12:00:00Z'],
    ['+002026-01-31T12:00:00Z'],
    ['2026-01-31T12:00:00Z\n'],
    [' 2026-01-31T12:00:00Z'],
    ['0000-01-01T00:00:00+01:00'],
    ['9999-12-31T23:59:59-01:00'],
    [`2026-01-31T12:00:00.${'1'.repeat(100)}Z`],
    [''],
    [1767225600],
    [null],
    [new Date(0)],
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('reads back every instant it writes', () => {
    const anyDate = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyDate, (date) => parseInstant(formatInstant(date))?.getTime() === date.getTime()),
    );
  });
});

describe('formatInstant', () => {
  it('writes UTC with Z and keeps the milliseconds', () => {
    expect(formatInstant(new Date(1_767_225_600_007))).toBe('2026-01-01T00:00:00.007Z');
  });
});

describe('isTimeZone', () => {
  it.each([['Europe/Berlin'], ['UTC'], ['EST5EDT'], ['America/Argentina/Buenos_Aires'], ['Etc/GMT+1']])(
    'knows %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    ['Mars/Base'],
    ['BST'],
    ['IST'],
    ['PST'],
    ['ist'],
    ['SystemV/EST5'],
    [''],
    ['+01:00'],
    [' UTC'],
    [undefined],
    [1],
  ])('refuses %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
