import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { toMatchQuery } from '@/api/bank-entries.ts';
import { endpointQuery } from '@/api/webhooks.ts';
import { formatDistance, formatMoment } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { formatMoney } from '@/lib/money.ts';
import { useMode } from '@/mode.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import { useMay } from '@/use-account.ts';
import { useHasBank, useProviders } from '@/use-live.ts';
import type { ConnectionAnswer } from '../../../../src/platform/contract/connections.ts';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';
import type { WebhookAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { payerOf } from '../../lib/payer.ts';

type Concern = {
  readonly key: string;
  readonly icon: IconName;
  readonly tone: string;
  readonly name: ReactNode;
  readonly text: string;
  /** The way to the screen on which it is seen to, where there is more to do than to look. */
  readonly action: ReactNode;
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
  readonly webhook: WebhookAnswer | undefined;
};

/** For those who may see it. */
export function useMoneyConcerns(): MoneyConcerns {
  const mode = useMode();
  const { data } = useQuery({ ...toMatchQuery(), enabled: useHasBank() });
  const failing = (useProviders() ?? []).filter((row) => row.mode === mode && row.status === 'failing');
  const { data: webhook } = useQuery(endpointQuery());
  const count = data?.results.length ?? 0;
  return {
    webhook,
    toMatch: count > 0 ? `${count}${data?.next ? '+' : ''}` : undefined,
    failing,
  };
}

const mostRows = 4;

/** What may need a person soon: payments without a decision, links about to run out or to end. */
export function AttentionCard({ attention, money, zone }: AttentionProps) {
  const [isWhole, setWhole] = useState(false);
  const may = { sell: useMay('staff'), set: useMay('admin') };
  const concerns = [...moneyConcerns(money, may, zone), ...concernsOf(attention, may, zone)];
  return (
    <Card
      title="Needs attention"
      corner={concerns.length > 0 ? <span className="hint number">{concerns.length}</span> : undefined}
      foot={
        concerns.length > mostRows && (
          <button type="button" className="text-button" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${concerns.length}`}
          </button>
        )
      }
      flush
    >
      {concerns.length === 0 && <p className="nothing">Nothing does right now.</p>}
      <ul className="steps">
        {concerns.slice(0, isWhole ? undefined : mostRows).map(({ key, icon, tone, name, text, action }) => (
          <li key={key}>
            <Icon name={icon} className={tone} />
            <div>
              {name}
              <p>{text}</p>
            </div>
            {action}
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
    isFailing(money.webhook) ||
    Object.values(attention).some((list) => list.length > 0)
  );
}

function isFailing(webhook: WebhookAnswer | undefined): boolean {
  return Boolean(webhook?.failing_since || webhook?.disabled_reason === 'gone');
}

type May = { readonly sell: boolean; readonly set: boolean };

/** A link that looks like the small button of a row. */
const asButton = 'button button-secondary button-small';

function moneyConcerns({ toMatch, failing, webhook }: MoneyConcerns, may: May, zone: string): Concern[] {
  return [
    ...failing.map(
      ({ provider, label, problem }): Concern => ({
        key: provider,
        icon: 'warning',
        tone: 'ink-critical',
        name: (
          <Link className="name" to="/settings/$section" params={{ section: 'providers' }}>
            {label} does not work
          </Link>
        ),
        text: problem ?? 'Buyers cannot pay with it until it is mended.',
        action: (
          <Link className={asButton} to="/settings/$section" params={{ section: 'providers' }}>
            {may.set ? 'Mend' : 'Look'}
          </Link>
        ),
      }),
    ),
    ...(webhook && isFailing(webhook)
      ? [
          {
            key: 'webhook',
            icon: 'warning',
            tone: 'ink-critical',
            name: (
              <Link className="name" to="/developers/$section" params={{ section: 'webhook' }}>
                Your webhook does not answer
              </Link>
            ),
            text:
              webhook.disabled_reason === 'gone'
                ? 'It said that it is gone, so nothing is sent any more.'
                : `Since ${formatMoment(new Date(webhook.failing_since ?? 0), zone)}. Nothing is lost: mend the receiver, then resend.`,
            action: (
              <Link className={asButton} to="/developers/$section" params={{ section: 'webhook' }}>
                {may.set ? 'Mend' : 'Look'}
              </Link>
            ),
          } as const,
        ]
      : []),
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
            action: (
              <Link className={asButton} to="/bank-transfers">
                {may.sell ? 'Match' : 'Look'}
              </Link>
            ),
          } as const,
        ]
      : []),
  ];
}

function concernsOf(attention: DashboardAnswer['attention'], may: May, zone: string): Concern[] {
  const linkName = (linkId: string, name: string) => (
    <Link className="name" to="/payment-links/$linkId" params={{ linkId }}>
      <Written>{name}</Written>
    </Link>
  );
  const payer = (paymentId: string, payment: Parameters<typeof payerOf>[0]) => (
    <Link className="name" to="/payments/$paymentId" params={{ paymentId }}>
      <Written>{payerOf(payment)}</Written>
    </Link>
  );
  const toPayment = (paymentId: string, verb: string) => (
    <Link className={asButton} to="/payments/$paymentId" params={{ paymentId }}>
      {verb}
    </Link>
  );
  const toEdit = (linkId: string, verb: string) =>
    may.sell && (
      <Link className={asButton} to="/payment-links/$linkId" params={{ linkId }} search={{ dialog: 'edit' }}>
        {verb}
      </Link>
    );
  return [
    ...attention.open_disputes.map(
      ({ transaction_id: id, currency, dispute, payer_email }): Concern => ({
        key: `${id} dispute`,
        icon: 'warning',
        tone: 'ink-critical',
        name: payer(id, { payer_email }),
        text: `${formatMoney(dispute.amount, currency)} was taken back${
          dispute.due_by ? `. Answer until ${formatMoment(new Date(dispute.due_by), zone)}` : ''
        }.`,
        action: toPayment(id, 'See why'),
      }),
    ),
    ...attention.undecided_payments.map(
      (payment): Concern => ({
        key: payment.checkout_id,
        icon: 'clock',
        tone: 'ink-warning',
        name: payer(payment.transaction_id, payment),
        text: `${formatMoney(payment.gross_amount, payment.currency)} undecided since ${formatMoment(new Date(payment.attempted_at), zone)}. Do not charge again.`,
        action: toPayment(payment.transaction_id, 'Look'),
      }),
    ),
    ...attention.scarce_links.map(
      ({ payment_link_id: id, name, max_uses: maxUses, uses, held }): Concern => ({
        key: `${id} places`,
        icon: 'places',
        tone: 'ink-warning',
        name: linkName(id, name),
        text: `${uses.toLocaleString(numberLocale)} of ${maxUses.toLocaleString(numberLocale)} paid, ${leftInWords(maxUses - uses - held, held)}.`,
        action: toEdit(id, 'Raise'),
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
        action: toEdit(id, 'Extend'),
      };
    }),
  ];
}

function leftInWords(left: number, held: number): string {
  if (left > 0) return `${left.toLocaleString(numberLocale)} left`;
  return held === 1 ? 'the last one is held' : `the last ${held.toLocaleString(numberLocale)} are held`;
}
