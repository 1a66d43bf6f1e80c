import { formatFullWithZone } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { disputeInWords } from '@/lib/reason-words.ts';
import { Amount } from '@/ui/amount.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import type { DisputeAnswer, TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';

/** What arrived of a payment that comes in parts, as long as something is missing. */
export function ReceivedCard({ payment }: { readonly payment: TransactionAnswer }) {
  const { received_amount: received, gross_amount: gross, currency } = payment;
  if (received === null || payment.paid_at !== null) return null;
  const [receivedMinor, grossMinor] = [minorOf(received), minorOf(gross)];
  const missingMinor = grossMinor > receivedMinor ? grossMinor - receivedMinor : 0n;
  const share = grossMinor > 0n ? Number((receivedMinor * 1000n) / grossMinor) / 10 : 0;
  return (
    <Card title="Received so far">
      <div className="stack-close">
        <svg
          className="fill"
          role="img"
          aria-label={`${formatMoney(received, currency)} of ${formatMoney(gross, currency)}`}
        >
          <rect className="tick-left" x=".5" y=".5" width="99.8%" height="11" rx="3" />
          <rect className="tick-solid" width={`${Math.min(100, share)}%`} height="12" rx="3" />
        </svg>
        <dl className="sums">
          <div>
            <dt>Received</dt>
            <dd>
              <Amount value={received} currency={currency} />
            </dd>
          </div>
          <div className="sums-total">
            <dt>Still missing</dt>
            <dd>
              <Amount value={formatAmount(missingMinor)} currency={currency} code />
            </dd>
          </div>
        </dl>
      </div>
    </Card>
  );
}

const titles: Readonly<Record<DisputeAnswer['status'], string>> = {
  open: 'Money of this payment was taken back',
  lost: 'Money of this payment is gone',
  won: 'The payment is whole again',
};

type DisputeProps = {
  readonly dispute: DisputeAnswer;
  readonly payment: TransactionAnswer;
  readonly zone: string;
};

/** That money was taken back, how much, why, and until when it can be answered. */
export function DisputeNotice({ dispute, payment, zone }: DisputeProps) {
  const { status, reason, due_by: dueBy, amount } = dispute;
  const money = formatMoney(amount, payment.currency);
  return (
    <Notice tone={status === 'won' ? 'positive' : 'critical'} title={titles[status]}>
      {status === 'won' ? `${money} came back.` : `${money}. `}
      {status !== 'won' && <Written>{disputeInWords(reason)}</Written>}
      {status === 'open' && dueBy && ` Answer it until ${formatFullWithZone(new Date(dueBy), zone)}.`}
    </Notice>
  );
}
