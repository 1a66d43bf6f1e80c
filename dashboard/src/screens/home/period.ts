import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import { type Currency, formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { dayOf } from '../../lib/zoned-time.ts';

type Point = DashboardAnswer['stats']['series'][number];
type Sums = Pick<Point, 'paid' | 'revenue'>;

/** What Home looks back on. */
export type Period = {
  readonly value: '7' | '30' | '90' | '12m';
  readonly words: string;
  readonly days: number;
  /** What one bar of the chart stands for. */
  readonly step: 'day' | 'month';
};

const monthsShown = 12;

/** @param zone whose days and months are meant */
export function periodOf(value: Period['value'], zone: string, now = new Date()): Period {
  if (value === '12m')
    return { value, words: '12 months', days: daysOfMonths(dayOf(now, zone)), step: 'month' };
  return { value, words: `${value} days`, days: Number(value), step: 'day' };
}

/** Days from the first of the month eleven months ago to today, both counted. */
function daysOfMonths(today: string): number {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Date.UTC(year, month - monthsShown, 1);
  return Math.round((Date.parse(`${today}T00:00:00Z`) - first) / 86_400_000) + 1;
}

/** One bar: the days of a step, and as many of the period before. */
export type Bar = Sums & {
  /** Its first day. */
  readonly date: string;
  readonly lastDate: string;
  readonly before: (Sums & { readonly date: string; readonly lastDate: string }) | undefined;
};

/** The series in steps, oldest first; months are those of the calendar. */
export function barsOf(
  series: readonly Point[],
  previous: readonly Point[],
  step: Period['step'],
): readonly Bar[] {
  const groups = new Map<string, number[]>();
  for (const [index, { date }] of series.entries()) {
    const name = step === 'month' ? date.slice(0, 7) : date;
    groups.set(name, [...(groups.get(name) ?? []), index]);
  }
  return [...groups.values()].flatMap((indexes): Bar[] => {
    const now = sumOf(indexes.flatMap((index) => series[index] ?? []));
    const before = sumOf(indexes.flatMap((index) => previous[index] ?? []));
    return now ? [{ ...now, before }] : [];
  });
}

function sumOf(points: readonly Point[]) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return undefined;
  const revenueIn = (currency: Currency) =>
    formatAmount(points.reduce((sum, { revenue }) => sum + minorOf(revenue[currency]), 0n));
  return {
    date: first.date,
    lastDate: last.date,
    paid: points.reduce((sum, { paid }) => sum + paid, 0),
    revenue: { USD: revenueIn('USD'), EUR: revenueIn('EUR') },
  };
}
