import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysFrom, startOfDay } from './days.ts';

const hourMs = 3_600_000;
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

describe('startOfDay', () => {
  it.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
    ['2026-06-15', 'Asia/Kathmandu', '2026-06-14T18:15:00.000Z', 24],
    // Clocks went from midnight to one: the day began at one o'clock.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
    // Clocks go from one back to midnight: the day begins at the first of the two.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z', 25],
  ])('%s in %s begins at %s and has %i hours', (day, zone, start, hours) => {
    expect(startOfDay(day, zone).toISOString()).toBe(start);
    const next = startOfDay(addDays(day, 1), zone);
    expect((next.getTime() - Date.parse(start)) / hourMs).toBe(hours);
  });

  it('is the first instant of its day, in every zone and year', () => {
    const moment = fc.date({
      min: new Date('2012-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (instant, zone) => {
        const day = dayOf(instant, zone);
        const start = startOfDay(day, zone);
        expect(start.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(dayOf(start, zone)).toBe(day);
        expect(dayOf(new Date(start.getTime() - 1), zone) < day).toBe(true);
      }),
    );
  });
});

describe('days', () => {
  it('go over the ends of months and years', () => {
    expect(daysFrom('2027-12-30', '2028-01-02')).toEqual([
      '2027-12-30',
      '2027-12-31',
      '2028-01-01',
      '2028-01-02',
    ]);
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(daysFrom('2026-01-02', '2026-01-01')).toEqual([]);
  });
});
