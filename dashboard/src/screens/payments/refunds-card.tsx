import { useQuery } from '@tanstack/react-query';
import { refundsQuery } from '@/api/refunds.ts';
import { formatMomentAlone } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import type { RefundAnswer } from '../../../../src/platform/contract/refunds.ts';

const looks: Readonly<Record<RefundAnswer['status'], { icon: IconName; tone: string; words: string }>> = {
  succeeded: { icon: 'refund', tone: 'muted', words: 'refunded' },
  pending: { icon: 'clock', tone: 'ink-accent', words: 'on its way back' },
  failed: { icon: 'close', tone: 'ink-critical', words: 'could not be refunded' },
};

/** What went back, newest first. */
export function RefundsCard({ paymentId, zone }: { readonly paymentId: string; readonly zone: string }) {
  const { data } = useQuery(refundsQuery(paymentId));
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
                <b>{formatMoney(refund.amount, refund.currency)}</b> {words}
                {refund.reason && (
                  <span className="sub">
                    <Written>{refund.reason}</Written>
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
