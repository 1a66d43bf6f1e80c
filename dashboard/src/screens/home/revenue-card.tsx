import { useState } from 'react';
import { formatPlainDay, formatPlainWeekday, zoneInWords } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { axisMoney, formatMoney } from '@/lib/money.ts';
import { formatPlainMonth } from '@/lib/plain-dates.ts';
import { Amount } from '@/ui/amount.tsx';
import { DayChart } from '@/ui/day-chart.tsx';
import { Card } from '@/ui/page.tsx';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import type { Currency } from '../../../../src/platform/kit/money.ts';
import { type Bar, barsOf, type Period } from './period.ts';

type RevenueProps = {
  readonly stats: DashboardAnswer['stats'];
  readonly period: Period;
  readonly currency: Currency;
  readonly zone: string;
};

const titles = { day: 'Day', month: 'Month' } as const;
const unfinished = { day: 'Today so far', month: 'This month so far' } as const;

/** `Fri 22 May`, `May 2026`. */
function barInWords({ date }: Pick<Bar, 'date'>, step: Period['step']): string {
  return step === 'month' ? formatPlainMonth(date) : formatPlainWeekday(date);
}

/** Of the period before the days are what is compared: its months need not begin on the first. */
function beforeInWords({ date, lastDate }: Pick<Bar, 'date' | 'lastDate'>): string {
  return date === lastDate ? formatPlainDay(date) : `${formatPlainDay(date)} to ${formatPlainDay(lastDate)}`;
}

/** The period as a chart, or as the table of the same figures. */
export function RevenueCard({ stats, period, currency, zone }: RevenueProps) {
  const [asTable, setAsTable] = useState(false);
  const { step } = period;
  const bars = barsOf(stats.series, stats.previous.series, step);
  const title = `Revenue by ${step}`;
  return (
    <Card
      title={title}
      corner={<Legend period={period} />}
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
        <RevenueTable bars={bars} period={period} currency={currency} />
      ) : (
        <DayChart
          fills
          days={bars.map(({ date, revenue }) => ({ date, value: Number(revenue[currency]) }))}
          previous={bars.flatMap(({ before }) =>
            before ? [{ date: before.date, value: Number(before.revenue[currency]) }] : [],
          )}
          label={`${title}; the button below shows the same figures as a table`}
          onAxis={(value) => axisMoney(value, currency)}
          onDay={(date) => (step === 'month' ? formatPlainMonth(date, 'short') : formatPlainDay(date))}
          onTip={(date) => barInWords({ date }, step)}
          tip={(index) => {
            const bar = bars[index];
            if (!bar) return [];
            return [
              ['Revenue', formatMoney(bar.revenue[currency], currency)],
              ['Payments', bar.paid.toLocaleString(numberLocale)],
              ...(bar.before
                ? [[beforeInWords(bar.before), formatMoney(bar.before.revenue[currency], currency)] as const]
                : []),
            ];
          }}
        />
      )}
    </Card>
  );
}

function Legend({ period }: { readonly period: Period }) {
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
        {unfinished[period.step]}
      </li>
      <li>
        <svg width="16" height="10" aria-hidden="true">
          <path className="previous" d="M0 5h16" />
        </svg>
        {period.words} before
      </li>
    </ul>
  );
}

type TableProps = Pick<RevenueProps, 'period' | 'currency'> & { readonly bars: readonly Bar[] };

function RevenueTable({ bars, period, currency }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by key
    <section className="chart-table" tabIndex={0} aria-label={`Revenue by ${period.step}`}>
      <table className="table table-plain">
        <thead>
          <tr>
            <th scope="col">{titles[period.step]}</th>
            <th scope="col" className="end">
              Payments
            </th>
            <th scope="col" className="end">
              Revenue
            </th>
            <th scope="col" className="end">
              {period.words} before
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.date}>
              <td>{barInWords(bar, period.step)}</td>
              <td className="end number">{bar.paid.toLocaleString(numberLocale)}</td>
              <td className="end">
                <Amount value={bar.revenue[currency]} currency={currency} />
              </td>
              <td className="end muted">
                <Amount value={bar.before?.revenue[currency] ?? '0.00'} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
