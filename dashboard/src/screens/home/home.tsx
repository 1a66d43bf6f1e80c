import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { homeQuery } from '@/api/home.ts';
import { paymentLinksQuery, watchMs } from '@/api/payment-links.ts';
import { numberLocale } from '@/lib/locale.ts';
import { currencyChoices, formatMoney } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { Button } from '@/ui/button.tsx';
import { Funnel } from '@/ui/funnel.tsx';
import { Failure, SkeletonPage } from '@/ui/loading.tsx';
import { Card, type Figure, Figures, Page } from '@/ui/page.tsx';
import { Segment } from '@/ui/segment.tsx';
import { useAccount, useMay } from '@/use-account.ts';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import { type Currency, minorOf } from '../../../../src/platform/kit/money.ts';
import { AttentionCard, needsAttention, useMoneyConcerns } from './attention-card.tsx';
import { LatestPaymentsCard, TopLinksCard } from './home-cards.tsx';
import { periodOf } from './period.ts';
import { RevenueCard } from './revenue-card.tsx';
import { Checklist, useSteps } from './steps.tsx';

const route = getRouteApi('/shell/');
const mostLinks = 100;

export function HomeScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay('staff');
  const { organization } = useAccount();
  const zone = organization.time_zone;
  const period = periodOf(search.days ?? '30', zone);
  const currency = search.currency ?? organization.default_currency;
  const home = useQuery({ ...homeQuery(period.days), refetchInterval: 3 * watchMs });
  const links = useQuery(paymentLinksQuery({ limit: mostLinks }));
  const steps = useSteps(links.data?.results, home.data);
  const show = (changes: typeof search) =>
    void navigate({ search: { ...search, ...changes }, replace: true, resetScroll: false });
  const error = home.error ?? links.error;
  const money = useMoneyConcerns();
  const { data } = home;
  if (!data && !error) return <SkeletonPage />;
  const attention = data && <AttentionCard attention={data.attention} money={money} zone={zone} />;
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
              { value: '90', label: '90 days' },
              { value: '12m', label: '12 months' },
            ]}
            value={period.value}
            onChange={(days) => show({ days: days === '30' ? undefined : days })}
          />
          <Segment
            name="Currency"
            choices={currencyChoices}
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
      {error && <Failure error={error} retry={() => void Promise.all([home.refetch(), links.refetch()])} />}
      {data && (
        <>
          <Figures label="Key figures" figures={figuresOf(data, period.words, currency)} />
          <div className="home-grid">
            <RevenueCard stats={data.stats} period={period} currency={currency} zone={zone} />
            {steps.isShown ? <Checklist steps={steps.list} /> : attention}
            <Card
              title="From view to payment"
              corner={<span className="hint">{period.words}, through links</span>}
            >
              <Funnel
                stages={[
                  { name: 'Viewed', count: data.funnel.views },
                  { name: 'Started', count: data.funnel.started, of: 'views' },
                  { name: 'Paid', count: data.funnel.paid, of: 'started' },
                ]}
              />
            </Card>
            <TopLinksCard links={links.data?.results} currency={currency} />
            {steps.isShown && needsAttention(data.attention, money) ? (
              attention
            ) : (
              <LatestPaymentsCard payments={data.recent_activity.transactions} zone={zone} />
            )}
          </div>
        </>
      )}
    </Page>
  );
}

function figuresOf(
  { stats, funnel, wallet, mode }: DashboardAnswer,
  words: string,
  currency: Currency,
): Figure[] {
  const { previous } = stats;
  const { available, pending } = wallet[currency];
  const waiting =
    minorOf(pending) > 0n
      ? `${formatMoney(pending, currency)} pending`
      : mode === 'live'
        ? 'Nothing pending'
        : 'Test balance';
  return [
    {
      name: 'Revenue',
      value: <Amount value={stats.revenue[currency]} currency={currency} code />,
      note: (
        <Change
          from={Number(minorOf(previous.revenue[currency]))}
          to={Number(minorOf(stats.revenue[currency]))}
          words={words}
        />
      ),
    },
    {
      name: 'Payments',
      value: <span className="number">{stats.paid_count.toLocaleString(numberLocale)}</span>,
      note: <Change from={previous.paid_count} to={stats.paid_count} words={words} />,
    },
    {
      name: 'Conversion',
      value: funnel.conversion_rate === null ? '–' : `${(100 * funnel.conversion_rate).toFixed(1)}%`,
      note:
        funnel.views === 0
          ? 'No views yet'
          : `${funnel.paid.toLocaleString(numberLocale)} paid of ${funnel.views.toLocaleString(numberLocale)} views`,
    },
    { name: 'Available', value: <Amount value={available} currency={currency} />, note: waiting },
  ];
}

type ChangeProps = { readonly from: number; readonly to: number; readonly words: string };

/** How much more or less than in the same time before. */
function Change({ from, to, words }: ChangeProps) {
  if (from <= 0) return to > 0 ? `None in the ${words} before` : `In the last ${words}`;
  const percent = (100 * (to - from)) / from;
  if (Math.abs(percent) < 0.05) return `As in the ${words} before`;
  const isUp = percent > 0;
  return (
    <>
      <span className={isUp ? 'up' : 'down'}>
        {isUp ? '▲ ' : '▼ '}
        <span className="screen-reader">{isUp ? 'up ' : 'down '}</span>
        {Math.abs(percent).toFixed(1)}%
      </span>{' '}
      on the {words} before
    </>
  );
}
