import { Link } from '@tanstack/react-router';
import { formatDistance, formatMoment } from '@/lib/dates.ts';
import { type Currency, minorOf } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { PaymentStatusPill } from '@/ui/pill.tsx';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { itemsInWords } from '../payments/payment-rows.tsx';

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
              {link.name}
            </Link>
            <Amount value={link.revenue[currency]} currency={currency} />
            <span className="muted">{link.paid_count.toLocaleString()} paid</span>
            <span className="muted end">in all</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

type LatestProps = { readonly payments: readonly TransactionAnswer[] | undefined; readonly zone: string };

export function LatestPaymentsCard({ payments, zone }: LatestProps) {
  return (
    <Card title="Latest payments" corner={<Link to="/payments">All payments</Link>}>
      {!payments && <SkeletonRows rows={3} />}
      {payments?.length === 0 && <p className="muted">Payments of the last days show up here.</p>}
      <ol className="rank">
        {payments?.slice(0, mostRows).map((payment) => (
          <li key={payment.id}>
            <Link className="name clip" to="/payments/$paymentId" params={{ paymentId: payment.id }}>
              {payment.payer_email}
            </Link>
            {payment.paid_at ? (
              <Amount value={payment.gross_amount} currency={payment.currency} />
            ) : (
              <PaymentStatusPill status={payment.status} />
            )}
            <span className="muted clip">{itemsInWords(payment)}</span>
            <span className="muted end number">{formatMoment(new Date(payment.created_at), zone)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

type Concern = {
  readonly key: string;
  readonly icon: IconName;
  readonly tone: string;
  readonly name: React.ReactNode;
  readonly text: string;
};

type AttentionProps = {
  readonly links: readonly PaymentLinkAnswer[] | undefined;
  readonly payments: readonly TransactionAnswer[] | undefined;
  readonly zone: string;
  readonly now: Date;
};

/** What may need a person soon: payments without a decision, links about to end or to run out. */
export function AttentionCard({ links = [], payments = [], zone, now }: AttentionProps) {
  const concerns = [...undecided(payments, now), ...links.flatMap((link) => linkConcerns(link, zone, now))];
  return (
    <Card
      title="Needs attention"
      corner={concerns.length > 0 ? <span className="hint number">{concerns.length}</span> : undefined}
      flush
    >
      {concerns.length === 0 && <p className="nothing">Nothing does right now.</p>}
      <ul className="steps">
        {concerns.slice(0, mostRows).map(({ key, icon, tone, name, text }) => (
          <li key={key}>
            <Icon name={icon} className={tone} />
            <div>
              {name}
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const longMs = 20 * 60_000;
const soonMs = 48 * 3_600_000;
const fewShare = 0.1;

function undecided(payments: readonly TransactionAnswer[], now: Date): Concern[] {
  return payments
    .filter(({ status, depositAttempts: [latest], updated_at: at }) => {
      const isOpen = latest?.status === 'processing' || latest?.status === 'requires_action';
      return status === 'processing' && isOpen && now.getTime() - Date.parse(at) > longMs;
    })
    .map((payment) => ({
      key: payment.id,
      icon: 'clock' as const,
      tone: 'ink-warning',
      name: (
        <Link className="name" to="/payments/$paymentId" params={{ paymentId: payment.id }}>
          {payment.payer_email}
        </Link>
      ),
      text: `Undecided, began ${formatDistance(new Date(payment.created_at), now)}. Do not charge again.`,
    }));
}

function linkConcerns(link: PaymentLinkAnswer, zone: string, now: Date): Concern[] {
  if (link.status !== 'active') return [];
  const name = (
    <Link className="name" to="/payment-links/$linkId" params={{ linkId: link.id }}>
      {link.name}
    </Link>
  );
  const concerns: Concern[] = [];
  const { max_uses: maxUses, remaining_uses: left, held, uses } = link;
  if (maxUses !== null && left !== null && left <= Math.floor(maxUses * fewShare)) {
    const rest = left === 0 ? `the last ${held} are held` : `${left} left`;
    const text = `${uses.toLocaleString()} of ${maxUses.toLocaleString()} paid, ${rest}.`;
    concerns.push({ key: `${link.id} uses`, icon: 'places', tone: 'ink-warning', name, text });
  }
  const ends = link.expires_at ? new Date(link.expires_at) : undefined;
  if (ends && ends.getTime() - now.getTime() < soonMs) {
    const text = `Ends ${formatMoment(ends, zone, now)}, ${formatDistance(ends, now)}.`;
    concerns.push({ key: `${link.id} end`, icon: 'calendar', tone: 'muted', name, text });
  }
  return concerns;
}
