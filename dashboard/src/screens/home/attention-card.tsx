import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatDistance, formatMoment } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import { payerOf } from '../../lib/payer.ts';

type Concern = {
  readonly key: string;
  readonly icon: IconName;
  readonly tone: string;
  readonly name: ReactNode;
  readonly text: string;
};

type AttentionProps = { readonly attention: DashboardAnswer['attention']; readonly zone: string };

const mostRows = 4;

/** What may need a person soon: payments without a decision, links about to run out or to end. */
export function AttentionCard({ attention, zone }: AttentionProps) {
  const concerns = concernsOf(attention, zone);
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

export function needsAttention(attention: DashboardAnswer['attention']): boolean {
  return Object.values(attention).some((list) => list.length > 0);
}

function concernsOf(attention: DashboardAnswer['attention'], zone: string): Concern[] {
  const linkName = (linkId: string, name: string) => (
    <Link className="name" to="/payment-links/$linkId" params={{ linkId }}>
      {name}
    </Link>
  );
  return [
    ...attention.undecided_payments.map(
      (payment): Concern => ({
        key: payment.checkout_id,
        icon: 'clock',
        tone: 'ink-warning',
        name: (
          <Link className="name" to="/payments/$paymentId" params={{ paymentId: payment.transaction_id }}>
            <Written>{payerOf(payment)}</Written>
          </Link>
        ),
        text: `${formatMoney(payment.gross_amount, payment.currency)} undecided since ${formatMoment(new Date(payment.attempted_at), zone)}. Do not charge again.`,
      }),
    ),
    ...attention.scarce_links.map(
      ({ payment_link_id: id, name, max_uses: maxUses, uses, held }): Concern => ({
        key: `${id} places`,
        icon: 'places',
        tone: 'ink-warning',
        name: linkName(id, name),
        text: `${uses.toLocaleString()} of ${maxUses.toLocaleString()} paid, ${leftInWords(maxUses - uses - held, held)}.`,
      }),
    ),
    ...attention.expiring_links.map(({ payment_link_id: id, name, expires_at: expiresAt }): Concern => {
      const ends = new Date(expiresAt);
      return {
        key: `${id} end`,
        icon: 'calendar',
        tone: 'muted',
        name: linkName(id, name),
        text: `Ends ${formatMoment(ends, zone)}, ${formatDistance(ends)}.`,
      };
    }),
  ];
}

function leftInWords(left: number, held: number): string {
  if (left > 0) return `${left.toLocaleString()} left`;
  return held === 1 ? 'the last one is held' : `the last ${held.toLocaleString()} are held`;
}
