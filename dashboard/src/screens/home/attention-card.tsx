import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toMatchQuery } from '@/api/bank-entries.ts';
import { formatDistance, formatMoment } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { useMode } from '@/mode.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import { useHasBank, useProviders } from '@/use-live.ts';
import type { ConnectionAnswer } from '../../../../src/platform/contract/connections.ts';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import { payerOf } from '../../lib/payer.ts';

type Concern = {
  readonly key: string;
  readonly icon: IconName;
  readonly tone: string;
  readonly name: ReactNode;
  readonly text: string;
};

type AttentionProps = {
  readonly attention: DashboardAnswer['attention'];
  readonly money: MoneyConcerns;
  readonly zone: string;
};

/** What of providers and accounts needs a person. */
type MoneyConcerns = {
  /** How many transfers are to be matched, such as `3` or `100+`. */
  readonly toMatch: string | undefined;
  readonly failing: readonly ConnectionAnswer[];
};

/** For those who may see it. */
export function useMoneyConcerns(): MoneyConcerns {
  const mode = useMode();
  const { data } = useQuery({ ...toMatchQuery(), enabled: useHasBank() });
  const failing = (useProviders() ?? []).filter((row) => row.mode === mode && row.status === 'failing');
  const count = data?.results.length ?? 0;
  return { toMatch: count > 0 ? `${count}${data?.next ? '+' : ''}` : undefined, failing };
}

const mostRows = 4;

/** What may need a person soon: payments without a decision, links about to run out or to end. */
export function AttentionCard({ attention, money, zone }: AttentionProps) {
  const concerns = [...moneyConcerns(money), ...concernsOf(attention, zone)];
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

export function needsAttention(attention: DashboardAnswer['attention'], money: MoneyConcerns): boolean {
  return (
    Boolean(money.toMatch) ||
    money.failing.length > 0 ||
    Object.values(attention).some((list) => list.length > 0)
  );
}

function moneyConcerns({ toMatch, failing }: MoneyConcerns): Concern[] {
  return [
    ...failing.map(
      ({ provider, label, problem }): Concern => ({
        key: provider,
        icon: 'warning',
        tone: 'ink-critical',
        name: (
          <Link className="name" to="/settings/$section" params={{ section: 'providers' }}>
            {label}
          </Link>
        ),
        text: problem ?? 'It does not work. Check it.',
      }),
    ),
    ...(toMatch
      ? [
          {
            key: 'to-match',
            icon: 'bank',
            tone: 'ink-warning',
            name: (
              <Link className="name" to="/bank-transfers">
                {toMatch === '1' ? 'One transfer to match' : `${toMatch} transfers to match`}
              </Link>
            ),
            text: 'Money arrived whose payment nobody knows yet.',
          } as const,
        ]
      : []),
  ];
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
