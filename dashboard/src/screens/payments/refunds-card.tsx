import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { refundsQuery } from '@/api/refunds.ts';
import { formatMomentAlone } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { refundInWords } from '@/lib/reason-words.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import type { RefundAnswer } from '../../../../src/platform/contract/refunds.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { transferProvider } from '../../../../src/platform/kit/transfer-provider.ts';

const looks: Readonly<Record<RefundAnswer['status'], { icon: IconName; tone: string; words: string }>> = {
  succeeded: { icon: 'refund', tone: 'muted', words: 'refunded' },
  pending: { icon: 'clock', tone: 'ink-accent', words: 'on its way back' },
  failed: { icon: 'close', tone: 'ink-critical', words: 'could not be refunded' },
};

type RefundsProps = { readonly payment: TransactionAnswer; readonly zone: string };

/** What went back, newest first. What goes by transfer is pending until the merchant has sent it. */
export function RefundsCard({ payment, zone }: RefundsProps) {
  const { data } = useQuery(refundsQuery(payment.id));
  const isYours = payment.provider === transferProvider;
  if (!data || data.results.length === 0) return null;
  return (
    <Card title="Refunds">
      <ol className="timeline">
        {data.results.map((refund) => {
          const { icon, tone, words } = looks[refund.status];
          return (
            <li key={refund.id}>
              <Icon name={icon} className={tone} />
              <div>
                <b>{formatMoney(refund.amount, refund.currency)}</b>{' '}
                {isYours && refund.status === 'pending' ? 'pending until you have sent it' : words}
                {refund.reason && (
                  <span className="sub">
                    <Written>{refundInWords(refund.reason)}</Written>
                  </span>
                )}
                {isYours && refund.status === 'pending' && (
                  <span className="sub">
                    It is under <Link to="/bank-transfers">Refunds to send</Link>, and counts once a statement
                    shows it.
                  </span>
                )}
                <span className="sub mono">{refund.id}</span>
              </div>
              <time dateTime={refund.created_at}>{formatMomentAlone(new Date(refund.created_at), zone)}</time>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
