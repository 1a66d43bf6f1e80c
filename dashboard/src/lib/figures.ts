import { type Currency, minorOf } from './money.ts';
import { addDays, dayOf } from './zoned-time.ts';

/** What the figures need to know of a payment. */
export type CountedPayment = {
  readonly status: string;
  readonly currency: Currency;
  readonly gross_amount: string;
  readonly refunded_amount: string;
  readonly created_at: string;
  readonly paid_at: string | null;
};

export type DayFigure = { readonly day: string; readonly revenueMinor: bigint; readonly payments: number };

export type PeriodFigures = {
  readonly revenueMinor: bigint;
  /** Payments that money was taken for. */
  readonly paid: number;
  /** Payments that came to an end, paid or not. */
  readonly ended: number;
  readonly days: readonly DayFigure[];
};

/**
 * The figures of so many days of the zone, the last of them `lastDay`. Revenue is paid minus refunded and belongs to
 * the day of the payment; a payment that never took money counts on the day it began.
 */
export function periodFigures(
  payments: readonly CountedPayment[],
  {
    lastDay,
    days: count,
    zone,
    currency,
  }: { lastDay: string; days: number; zone: string; currency: Currency },
): PeriodFigures {
  const days = Array.from({ length: count }, (_, index) => addDays(lastDay, index - count + 1));
  const byDay = new Map(days.map((day) => [day, { day, revenueMinor: 0n, payments: 0 }]));
  let ended = 0;
  for (const payment of payments) {
    if (payment.currency !== currency) continue;
    const figure = byDay.get(dayOf(new Date(payment.paid_at ?? payment.created_at), zone));
    if (!figure) continue;
    if (payment.paid_at !== null || payment.status !== 'processing') ended += 1;
    if (payment.paid_at === null) continue;
    figure.revenueMinor += minorOf(payment.gross_amount) - minorOf(payment.refunded_amount);
    figure.payments += 1;
  }
  const figures = [...byDay.values()];
  return {
    revenueMinor: figures.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0n),
    paid: figures.reduce((sum, { payments: paid }) => sum + paid, 0),
    ended,
    days: figures,
  };
}

/** Round values from zero to at least `most`, in the same unit, at most `count` steps. */
export function axisTicks(most: number, count: number): number[] {
  if (most <= 0) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let index = 0; (index - 1) * step < most; index += 1) ticks.push(index * step);
  return ticks;
}
