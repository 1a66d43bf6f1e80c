import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { paymentLinksQuery } from '@/api/payment-links.ts';
import { zoneInWords } from '@/lib/dates.ts';
import { type PeriodFigures, periodFigures } from '@/lib/figures.ts';
import { type Currency, toAmount } from '@/lib/money.ts';
import { addDays, dayOf, startOfDay } from '@/lib/zoned-time.ts';
import { Amount } from '@/ui/amount.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/loading.tsx';
import { type Figure, Figures, Page } from '@/ui/page.tsx';
import { Segment } from '@/ui/segment.tsx';
import { useAccount, useMay } from '@/use-account.ts';
import { AttentionCard, LatestPaymentsCard, TopLinksCard } from './home-cards.tsx';
import { recentPaymentsQuery } from './home-data.ts';
import { RevenueCard } from './revenue-card.tsx';
import { Checklist, useSteps } from './steps.tsx';

const route = getRouteApi('/shell/');
const mostLinks = 100;

export function HomeScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('staff');
  const { organization } = useAccount();
  const { time_zone: zone } = organization;
  const [now] = useState(() => new Date());
  const dayCount = search.days ? 7 : 30;
  const currency = search.currency ?? organization.default_currency;
  const today = dayOf(now, zone);
  const since = startOfDay(addDays(today, 1 - 2 * dayCount), zone).toISOString();
  const recent = useQuery(recentPaymentsQuery(since));
  const links = useQuery(paymentLinksQuery({ limit: mostLinks }));
  const steps = useSteps(links.data?.results, recent.data?.payments);
  const payments = recent.data?.payments ?? [];
  const period = { days: dayCount, zone, currency };
  const current = periodFigures(payments, { ...period, lastDay: today });
  const before = periodFigures(payments, { ...period, lastDay: addDays(today, -dayCount) });
  const show = (changes: { days?: '7' | undefined; currency?: Currency }) =>
    void navigate({ to: '/', search: { ...search, ...changes }, replace: true, resetScroll: false });
  const error = recent.error ?? links.error;
  return (
    <Page
      name="Home"
      tools={
        <>
          <Segment
            name="Period"
            choices={[
              { value: '7', label: '7 days' },
              { value: '30', label: '30 days' },
            ]}
            value={String(dayCount) as '7' | '30'}
            onChange={(days) => show({ days: days === '7' ? '7' : undefined })}
          />
          <Segment
            name="Currency"
            choices={[
              { value: 'EUR', label: 'EUR' },
              { value: 'USD', label: 'USD' },
            ]}
            value={currency}
            onChange={(chosen) => show({ currency: chosen })}
          />
          {may && (
            <Button look="primary" icon="plus" onClick={() => void navigate({ to: '/payment-links/new' })}>
              New link
            </Button>
          )}
        </>
      }
    >
      {error && <Failure error={error} retry={() => void Promise.all([recent.refetch(), links.refetch()])} />}
      <Figures
        label="Key figures"
        figures={figuresOf({ current, before, dayCount, currency, links: links.data?.results ?? [] })}
      />
      <div className={steps.isShown ? 'home-grid has-steps' : 'home-grid'}>
        <RevenueCard
          current={current}
          before={before}
          currency={currency}
          dayCount={dayCount}
          note={`Days in ${zoneInWords(now, zone)}. Revenue is paid minus refunded.${
            recent.data?.isCut ? ' Counts the latest 1,000 payments.' : ''
          }`}
        />
        {steps.isShown && <Checklist steps={steps.list} />}
        <TopLinksCard links={links.data?.results} currency={currency} />
        <LatestPaymentsCard payments={recent.data?.payments} zone={zone} />
        <AttentionCard links={links.data?.results} payments={recent.data?.payments} zone={zone} now={now} />
      </div>
    </Page>
  );
}

type FiguresInput = {
  readonly current: PeriodFigures;
  readonly before: PeriodFigures;
  readonly dayCount: number;
  readonly currency: Currency;
  readonly links: readonly { readonly status: string }[];
};

function figuresOf({ current, before, dayCount, currency, links }: FiguresInput): Figure[] {
  const active = links.filter(({ status }) => status === 'active').length;
  const isCut = links.length === mostLinks;
  return [
    {
      name: 'Revenue',
      value: <Amount value={toAmount(current.revenueMinor)} currency={currency} code />,
      note: <Change from={Number(before.revenueMinor)} to={Number(current.revenueMinor)} days={dayCount} />,
    },
    {
      name: 'Payments',
      value: <span className="number">{current.paid.toLocaleString()}</span>,
      note: <Change from={before.paid} to={current.paid} days={dayCount} />,
    },
    {
      name: 'Paid of tried',
      value: current.ended > 0 ? `${((100 * current.paid) / current.ended).toFixed(1)}%` : '–',
      note: `${current.paid} paid of ${current.ended} tried`,
    },
    {
      name: 'Active links',
      value: <span className="number">{active.toLocaleString()}</span>,
      note: isCut ? `of the latest ${mostLinks}` : `of ${links.length}`,
    },
  ];
}

type ChangeProps = { readonly from: number; readonly to: number; readonly days: number };

/** How much more or less than in as many days before. */
function Change({ from, to, days }: ChangeProps) {
  if (from <= 0) return to > 0 ? `None in the ${days} days before` : `In the last ${days} days`;
  const percent = (100 * (to - from)) / from;
  if (Math.abs(percent) < 0.05) return `As in the ${days} days before`;
  const isUp = percent > 0;
  return (
    <>
      <span className={isUp ? 'up' : 'down'}>
        {isUp ? '▲ ' : '▼ '}
        <span className="screen-reader">{isUp ? 'up ' : 'down '}</span>
        {Math.abs(percent).toFixed(1)}%
      </span>{' '}
      on the {days} days before
    </>
  );
}
