import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { linkPaymentsQuery, paymentLinkQuery, watchMs } from '@/api/payment-links.ts';
import type { PaymentLinkDetail } from '@/api/types.ts';
import { formatDistance, formatMoment, formatMomentAlone, zoneInWords } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { formatMoney } from '@/lib/money.ts';
import { useModeOf } from '@/mode.ts';
import { Amount } from '@/ui/amount.tsx';
import { Failure, SkeletonPage } from '@/ui/loading.tsx';
import { type Figure, Figures, Page } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { LinkStatusPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useMay, useZone } from '@/use-account.ts';
import { currencies, minorOf, otherCurrency } from '../../../../src/platform/kit/money.ts';
import { CatalogNotice } from './catalog-notice.tsx';
import { HoldsCard } from './holds-card.tsx';
import { LinkActions } from './link-actions.tsx';
import { LinkBar } from './link-bar.tsx';
import { DetailsCard, FunnelCard, LinesCard, LinkPaymentsCard, PlacesCard } from './link-cards.tsx';
import { Revenue } from './links-table.tsx';
import { SeriesCard } from './series-card.tsx';
import { StateNotice } from './state-notice.tsx';
import { TimelineCard } from './timeline-card.tsx';

const EditDialog = part(() => import('./edit-dialog.tsx').then(({ EditDialog }) => EditDialog));
const ShareDialog = part(() => import('./share-dialog.tsx').then(({ ShareDialog }) => ShareDialog));

const route = getRouteApi('/shell/payment-links/$linkId');

export function LinkScreen() {
  const { linkId } = route.useParams();
  const { dialog, days } = route.useSearch();
  const navigate = useNavigate();
  const zone = useZone();
  const may = useMay('staff');
  const {
    data: link,
    error,
    refetch,
  } = useQuery({
    ...paymentLinkQuery(linkId, Number(days ?? 30)),
    // The same link with other days stays in sight until these are there.
    placeholderData: (before) => (before?.id === linkId ? before : undefined),
    refetchInterval: watchMs,
  });
  const payments = useQuery({ ...linkPaymentsQuery(linkId), refetchInterval: watchMs });
  const show = (name?: 'share' | 'edit') =>
    void navigate({
      to: '/payment-links/$linkId',
      params: { linkId },
      search: { ...(days ? { days } : {}), ...(name ? { dialog: name } : {}) },
      replace: name === undefined,
      resetScroll: false,
    });
  const showDays = (next: string) =>
    void navigate({
      to: '/payment-links/$linkId',
      params: { linkId },
      search: next === '30' ? {} : { days: next as '7' },
      replace: true,
      resetScroll: false,
    });
  useModeOf(link?.mode);
  if (!link) {
    return error ? (
      <Page name="Payment link" parent={{ to: '/payment-links', label: 'Payment links' }}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    ) : (
      <SkeletonPage />
    );
  }
  return (
    <Page
      name={link.name}
      heading={
        <span className="row wrap">
          <Written>{link.name}</Written>
          <LinkStatusPill status={link.status} />
        </span>
      }
      parent={{ to: '/payment-links', label: 'Payment links' }}
      crumb={<span className="mono">{link.id.slice(0, 8)}</span>}
      below={<LinkBar url={link.url} />}
      tools={<LinkActions link={link} onShare={() => show('share')} onEdit={() => show('edit')} />}
    >
      <StateNotice link={link} zone={zone} />
      {link.status !== 'deleted' && link.catalog_changes.length > 0 && <CatalogNotice link={link} />}
      <Figures label="Key figures" figures={figuresOf(link, zone)} />
      <div className="columns">
        <div className="stack">
          <SeriesCard link={link} days={days ?? '30'} onDays={showDays} />
          <LinkPaymentsCard linkId={link.id} payments={payments} zone={zone} />
          <LinesCard link={link} />
        </div>
        <div className="stack">
          {link.max_uses !== null && <PlacesCard link={{ ...link, max_uses: link.max_uses }} />}
          {link.held > 0 && <HoldsCard linkId={link.id} zone={zone} />}
          <FunnelCard link={link} />
          <TimelineCard link={link} zone={zone} />
          <DetailsCard link={link} zone={zone} />
        </div>
      </div>
      <Suspense>
        {dialog === 'share' && <ShareDialog link={link} onClose={() => show()} />}
        {may && dialog === 'edit' && <EditDialog link={link} onClose={() => show()} />}
      </Suspense>
    </Page>
  );
}

function figuresOf(link: PaymentLinkDetail, zone: string): Figure[] {
  const { stats } = link;
  const refunded = currencies.filter((currency) => minorOf(stats.refunded[currency]) > 0n);
  const other = otherCurrency(link.currency);
  const otherTotal = link.totals[other]?.total;
  const taxNote = link.pricing_mode === 'TAX_INCLUSIVE' ? 'tax included' : 'tax added';
  const ends = link.expires_at ? new Date(link.expires_at) : undefined;
  return [
    {
      name: 'Revenue',
      value: <Revenue link={link} />,
      note:
        refunded.length > 0
          ? `${refunded.map((currency) => formatMoney(stats.refunded[currency], currency)).join(' and ')} refunded`
          : 'Nothing refunded',
    },
    {
      name: 'Price',
      value: <Amount value={link.total} currency={link.currency} code />,
      note: otherTotal ? `or ${formatMoney(otherTotal, other)}, ${taxNote}` : taxNote,
    },
    {
      name: 'Paid of views',
      value: stats.conversion_rate === null ? '–' : `${(100 * stats.conversion_rate).toFixed(1)}%`,
      note: stats.last_paid_at
        ? `${link.paid_count.toLocaleString(numberLocale)} paid, last ${formatMoment(new Date(stats.last_paid_at), zone)}`
        : 'No payment yet',
    },
    {
      name: 'Ends',
      value: ends ? formatMomentAlone(ends, zone) : 'Never',
      note: ends ? `${zoneInWords(ends, zone)}, ${formatDistance(ends)}` : 'Until you switch it off',
    },
  ];
}
