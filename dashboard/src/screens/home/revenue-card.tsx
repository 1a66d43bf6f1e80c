import { useState } from 'react';
import { formatPlainDay, formatPlainWeekday, zoneInWords } from '@/lib/dates.ts';
import { axisMoney, formatMoney } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { DayChart } from '@/ui/day-chart.tsx';
import { Card } from '@/ui/page.tsx';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import type { Currency } from '../../../../src/platform/kit/money.ts';

type RevenueProps = {
  readonly stats: DashboardAnswer['stats'];
  readonly currency: Currency;
  readonly zone: string;
};

/** The period as a chart, or as the table of the same figures. */
export function RevenueCard({ stats, currency, zone }: RevenueProps) {
  const [asTable, setAsTable] = useState(false);
  const { series, previous } = stats;
  const days = series.length;
  return (
    <Card
      title="Revenue by day"
      corner={<Legend days={days} />}
      foot={
        <>
          <span>Days in {zoneInWords(new Date(), zone)}. Revenue is paid minus refunded.</span>
          <button type="button" className="text-button" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </button>
        </>
      }
    >
      {asTable ? (
        <RevenueTable stats={stats} currency={currency} />
      ) : (
        <DayChart
          fills
          days={series.map(({ date, revenue }) => ({ date, value: Number(revenue[currency]) }))}
          previous={previous.series.map(({ date, revenue }) => ({ date, value: Number(revenue[currency]) }))}
          label="Revenue by day; the button below shows the same figures as a table"
          onAxis={(value) => axisMoney(value, currency)}
          tip={(index) => {
            const day = series[index];
            const before = previous.series[index];
            return [
              ['Revenue', formatMoney(day?.revenue[currency] ?? '0', currency)],
              ['Payments', String(day?.paid ?? 0)],
              ...(before
                ? [[formatPlainDay(before.date), formatMoney(before.revenue[currency], currency)] as const]
                : []),
            ];
          }}
        />
      )}
    </Card>
  );
}

function Legend({ days }: { readonly days: number }) {
  return (
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
        {days} days before
      </li>
    </ul>
  );
}

function RevenueTable({ stats: { series, previous }, currency }: Pick<RevenueProps, 'stats' | 'currency'>) {
  return (
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
              {series.length} days before
            </th>
          </tr>
        </thead>
        <tbody>
          {series.map(({ date, paid, revenue }, index) => (
            <tr key={date}>
              <td>{formatPlainWeekday(date)}</td>
              <td className="end number">{paid.toLocaleString()}</td>
              <td className="end">
                <Amount value={revenue[currency]} currency={currency} />
              </td>
              <td className="end muted">
                <Amount value={previous.series[index]?.revenue[currency] ?? '0.00'} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
