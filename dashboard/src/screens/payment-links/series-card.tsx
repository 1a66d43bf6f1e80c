import { useState } from 'react';
import type { PaymentLinkDetail } from '@/api/types.ts';
import { numberLocale } from '@/lib/locale.ts';
import { axisMoney, formatMoney } from '@/lib/money.ts';
import { DayChart } from '@/ui/day-chart.tsx';
import { Filter } from '@/ui/filters.tsx';
import { Card } from '@/ui/page.tsx';
import { Segment } from '@/ui/segment.tsx';

const series = [
  { value: 'revenue', label: 'Revenue' },
  { value: 'views', label: 'Views' },
  { value: 'started', label: 'Started' },
] as const;

const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '12 months' },
];

type SeriesProps = {
  readonly link: PaymentLinkDetail;
  readonly days: string;
  readonly onDays: (days: string) => void;
};

/** What came of the link day by day, in one of three respects. */
export function SeriesCard({ link, days, onDays }: SeriesProps) {
  const [shown, setShown] = useState<(typeof series)[number]['value']>('revenue');
  const { currency, stats } = link;
  const isMoney = shown === 'revenue';
  return (
    <Card
      title="By day"
      corner={
        <span className="row wrap">
          <Segment name="Series" choices={series} value={shown} onChange={setShown} />
          <Filter name="Days" choices={spans} value={days} onChange={onDays} />
        </span>
      }
    >
      <DayChart
        days={stats.series.map((day) => ({
          date: day.date,
          value: shown === 'revenue' ? Number(day.revenue[currency]) : day[shown],
        }))}
        label={`${series.find(({ value }) => value === shown)?.label} by day, the last ${stats.series.length} days`}
        isCount={!isMoney}
        onAxis={(value) => (isMoney ? axisMoney(value, currency) : value.toLocaleString(numberLocale))}
        tip={(index) => {
          const day = stats.series[index];
          if (!day) return [];
          return [
            ['Revenue', formatMoney(day.revenue[currency], currency)],
            ['Views', day.views.toLocaleString(numberLocale)],
            ['Started', day.started.toLocaleString(numberLocale)],
            ['Paid', day.paid.toLocaleString(numberLocale)],
          ];
        }}
      />
    </Card>
  );
}
