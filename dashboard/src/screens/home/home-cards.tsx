import { Link } from '@tanstack/react-router';
import { formatMomentAlone } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Amount } from '@/ui/amount.tsx';
import { SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { PaymentStatusPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import { type Currency, minorOf } from '../../../../src/platform/kit/money.ts';
import { payerOf } from '../../lib/payer.ts';

const mostRows = 4;

type TopLinksProps = {
  readonly links: readonly PaymentLinkAnswer[] | undefined;
  readonly currency: Currency;
};

export function TopLinksCard({ links, currency }: TopLinksProps) {
  const top = [...(links ?? [])]
    .filter((link) => minorOf(link.revenue[currency]) > 0n)
    .sort((left, right) => (minorOf(left.revenue[currency]) < minorOf(right.revenue[currency]) ? 1 : -1))
    .slice(0, mostRows);
  return (
    <Card title="Top links" corner={<Link to="/payment-links">All links</Link>}>
      {!links && <SkeletonRows rows={3} />}
      {links && top.length === 0 && <p className="muted">No link has been paid in {currency} yet.</p>}
      <ol className="rank">
        {top.map((link) => (
          <li key={link.id}>
            <Link className="name clip" to="/payment-links/$linkId" params={{ linkId: link.id }}>
              <Written>{link.name}</Written>
            </Link>
            <Amount value={link.revenue[currency]} currency={currency} />
            <span className="muted">{link.paid_count.toLocaleString(numberLocale)} paid</span>
            <span className="muted">in all</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

type LatestProps = {
  readonly payments: DashboardAnswer['recent_activity']['transactions'];
  readonly zone: string;
};

export function LatestPaymentsCard({ payments, zone }: LatestProps) {
  return (
    <Card title="Latest payments" corner={<Link to="/payments">All payments</Link>}>
      {payments.length === 0 && <p className="muted">Whoever pays shows up here.</p>}
      <ol className="rank">
        {payments.slice(0, mostRows).map((payment) => (
          <li key={payment.id}>
            <Link className="name clip" to="/payments/$paymentId" params={{ paymentId: payment.id }}>
              <Written>{payerOf(payment)}</Written>
            </Link>
            <Amount value={payment.gross_amount} currency={payment.currency} />
            <span className="muted number">{formatMomentAlone(new Date(payment.created_at), zone)}</span>
            <PaymentStatusPill status={payment.status} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
