import { useState } from 'react';
import { formatPlainWeekday } from '@/lib/dates.ts';
import type { PeriodFigures } from '@/lib/figures.ts';
import { type Currency, toAmount } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { DayChart } from '@/ui/day-chart.tsx';
import { Card } from '@/ui/page.tsx';

type RevenueProps = {
  readonly current: PeriodFigures;
  readonly before: PeriodFigures;
  readonly currency: Currency;
  readonly dayCount: number;
  readonly note: string;
};

/** The period as a chart, or as the table of the same figures. */
export function RevenueCard({ current, before, currency, dayCount, note }: RevenueProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Card
      title="Revenue by day"
      corner={
        <ul className="tick-keys">
          <li>
            <svg width="10" height="10" aria-hidden="true">
              <rect className="tick-solid" width="10" height="10" rx="2" />
            </svg>
            This period
          </li>
          <li>
            <svg width="10" height="10" aria-hidden="true">
              <rect className="tick-held" x=".5" y=".5" width="9" height="9" rx="2" />
            </svg>
            Today so far
          </li>
          <li>
            <svg width="16" height="10" aria-hidden="true">
              <path className="previous" d="M0 5h16" />
            </svg>
            {dayCount} days before
          </li>
        </ul>
      }
      foot={
        <>
          <span>{note}</span>
          <button type="button" className="text-button" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </button>
        </>
      }
    >
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by key
        <section className="chart-table" tabIndex={0} aria-label="Revenue by day">
          <table className="table table-plain">
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col" className="end">
                  Payments
                </th>
                <th scope="col" className="end">
                  Revenue
                </th>
                <th scope="col" className="end">
                  {dayCount} days before
                </th>
              </tr>
            </thead>
            <tbody>
              {current.days.map((figure, index) => (
                <tr key={figure.day}>
                  <td>{formatPlainWeekday(figure.day)}</td>
                  <td className="end number">{figure.payments}</td>
                  <td className="end">
                    <Amount value={toAmount(figure.revenueMinor)} currency={currency} />
                  </td>
                  <td className="end muted">
                    <Amount value={toAmount(before.days[index]?.revenueMinor ?? 0n)} currency={currency} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <DayChart
          days={current.days}
          previous={before.days}
          currency={currency}
          label="Revenue by day; the button below shows the same figures as a table"
        />
      )}
    </Card>
  );
}
