import type { DayPoint } from '#platform/contract/payment-links.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import { revenueOf } from './figures.ts';
import type { DayFigures } from './read-figures.ts';

/** One point of a series. Checkouts made by API count as started and paid, but have no views. */
export function showDay({ day, figures, views }: DayFigures): DayPoint {
  return {
    date: day,
    views,
    started: figures.started,
    paid: figures.paid,
    revenue: showAmounts(revenueOf(figures)),
  };
}

export function showAmounts(minor: Readonly<Record<Currency, bigint>>): Record<Currency, string> {
  return { USD: formatAmount(minor.USD), EUR: formatAmount(minor.EUR) };
}
