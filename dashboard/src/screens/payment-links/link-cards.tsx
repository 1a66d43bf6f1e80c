import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { List, PaymentLinkDetail } from '@/api/types.ts';
import { formatFull, zoneAbbreviation } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { formatMoney, formatRate } from '@/lib/money.ts';
import { useMode } from '@/mode.ts';
import { Amount } from '@/ui/amount.tsx';
import { Funnel } from '@/ui/funnel.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card, Facts } from '@/ui/page.tsx';
import { PlaceTicks, TickKey } from '@/ui/places.tsx';
import { Written } from '@/ui/written.tsx';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { otherCurrency } from '../../../../src/platform/kit/money.ts';
import { PaymentRows } from '../payments/payment-rows.tsx';
import { Sums } from '../payments/sums.tsx';

type PaymentsCardProps = {
  readonly linkId: string;
  readonly payments: UseQueryResult<List<TransactionAnswer>>;
  readonly zone: string;
};

export function LinkPaymentsCard({ linkId, payments: { data, error, refetch }, zone }: PaymentsCardProps) {
  const isTest = useMode() === 'sandbox';
  const all = (
    <Link to="/payments" search={{ link: linkId }} className="hint">
      All payments
    </Link>
  );
  return (
    <Card title="Payments" corner={data?.results.length ? all : undefined} flush>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />)}
      {data?.results.length === 0 && (
        <p className="nothing">
          No one has tried to pay yet. Share the link
          {isTest ? ', or pay it yourself with card 4242 4242 4242 4242.' : '.'}
        </p>
      )}
      {data && data.results.length > 0 && <PaymentRows payments={data.results} zone={zone} />}
    </Card>
  );
}

export function LinesCard({ link }: { readonly link: PaymentLinkDetail }) {
  return (
    <Card title="Lines" corner={<span className="hint">as they were when the link was made</span>} flush>
      <table className="table table-plain lines-table">
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" className="end">
              Quantity
            </th>
            <th scope="col" className="end">
              Unit
            </th>
            <th scope="col" className="end">
              Tax
            </th>
            <th scope="col" className="end">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {link.products.map((line) => (
            <tr key={line.product_id}>
              <td>
                <Written>{line.name}</Written>
              </td>
              <td className="end number">{line.quantity.toLocaleString(numberLocale)}</td>
              <td className="end">
                <Amount value={line.unit_price} currency={link.currency} />
              </td>
              <td className="end">
                <Amount value={line.tax} currency={link.currency} />
                <span className="code">{formatRate(line.tax_rate)}</span>
              </td>
              <td className="end">
                <Amount value={line.total} currency={link.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="card-body">
        <Sums
          currency={link.currency}
          pricingMode={link.pricing_mode}
          subtotal={link.subtotal}
          tax={link.tax}
          total={link.total}
        />
      </div>
    </Card>
  );
}

export function PlacesCard({ link }: { readonly link: PaymentLinkDetail & { readonly max_uses: number } }) {
  const left = Math.max(0, link.max_uses - link.uses - link.held);
  return (
    <Card
      title="Places"
      corner={
        <span className="number strong">
          {left.toLocaleString(numberLocale)} of {link.max_uses.toLocaleString(numberLocale)} left
        </span>
      }
    >
      <div className="stack">
        <PlaceTicks link={link} />
        <ul className="tick-keys">
          <TickKey kind="solid">{`${link.uses.toLocaleString(numberLocale)} paid`}</TickKey>
          <TickKey kind="held">{`${link.held.toLocaleString(numberLocale)} held`}</TickKey>
          <TickKey kind="left">{`${left.toLocaleString(numberLocale)} left`}</TickKey>
        </ul>
      </div>
    </Card>
  );
}

/** From the first look to money, since the link was made. */
export function FunnelCard({ link }: { readonly link: PaymentLinkDetail }) {
  const { views, checkouts_started: started, paid_count: paid } = link.stats;
  return (
    <Card title="From view to payment">
      <Funnel
        stages={[
          { name: 'Viewed', count: views },
          { name: 'Started', count: started, of: 'views' },
          { name: 'Paid', count: paid, of: 'started' },
        ]}
      />
    </Card>
  );
}

export function DetailsCard({ link, zone }: { readonly link: PaymentLinkDetail; readonly zone: string }) {
  const created = new Date(link.created_at);
  const other = otherCurrency(link.currency);
  const otherTotal = link.totals[other]?.total;
  return (
    <Card title="Details">
      <Facts
        rows={[
          ['Created', `${formatFull(created, zone)} ${zoneAbbreviation(created, zone)}`],
          [
            'Currencies',
            otherTotal ? `${link.currency}, ${other} at ${formatMoney(otherTotal, other)}` : link.currency,
          ],
          ['Pricing mode', link.pricing_mode === 'TAX_INCLUSIVE' ? 'Tax included' : 'Tax added'],
          ['Id', <code key="id">{link.id}</code>],
          ...Object.entries(link.metadata).map(([key, value]) => [key, value] as const),
        ]}
      />
    </Card>
  );
}
