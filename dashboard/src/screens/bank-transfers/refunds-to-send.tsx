import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense, useState } from 'react';
import { bankKey, bankRefundsQuery, exportBankRefunds } from '@/api/bank-entries.ts';
import { sentenceOf } from '@/api/client.ts';
import { formatDay } from '@/lib/dates.ts';
import { dayOf } from '@/lib/zoned-time.ts';
import { Amount } from '@/ui/amount.tsx';
import { Button } from '@/ui/button.tsx';
import { Card } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { save } from '@/ui/save.ts';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import type { BankRefundAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';

const AgainDialog = part(() => import('./again-dialog.tsx').then(({ AgainDialog }) => AgainDialog));

/** What has to go back to buyers from the account: what is to send adds up, what is exported has left the sum. */
export function RefundsToSend({ zone, mayAct }: { readonly zone: string; readonly mayAct: boolean }) {
  const queryClient = useQueryClient();
  const pending = useQuery(bankRefundsQuery({ status: 'pending' })).data?.results ?? [];
  const exported = useQuery(bankRefundsQuery({ status: 'exported' })).data?.results ?? [];
  const [isAsked, setAsked] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: async (again: boolean) => {
      const answer = await exportBankRefunds(again);
      if (answer.status === 204) return false;
      save(await answer.blob(), `refunds-${dayOf(new Date(), zone)}.xml`);
      return true;
    },
    onSuccess: (isSaved) => {
      setAsked(false);
      if (!isSaved) return showToast('Nothing is to send.');
      showToast('Saved the file. Hand it to your bank; refunds count once a statement shows them.');
    },
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...bankKey, 'refunds'] }),
  });
  if (pending.length === 0 && exported.length === 0) return null;
  const toSend = pending.filter(({ left_out: leftOut }) => leftOut === null);
  const total = toSend.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  return (
    <Card title="Refunds to send" corner={<span className="hint number">{pending.length}</span>}>
      <div className="stack-close">
        {pending.length > 0 && (
          <ul className="owed">
            {pending.map((refund) => (
              <RefundRow key={refund.refund_id} refund={refund} shape="left">
                {refund.left_out?.detail}
              </RefundRow>
            ))}
          </ul>
        )}
        {toSend.length > 0 && (
          <>
            <dl className="sums">
              <div className="sums-total">
                <dt>To send</dt>
                <dd>
                  <Amount value={formatAmount(total)} currency="EUR" code />
                </dd>
              </div>
            </dl>
            {mayAct && (
              <div className="row">
                <Button
                  size="small"
                  icon="download"
                  busy={isPending && !isAsked}
                  onClick={() => mutate(false)}
                >
                  Export refunds
                </Button>
              </div>
            )}
            <p className="hint">One pain.001 file for your bank, each refund in one file only.</p>
          </>
        )}
        {exported.length > 0 && (
          <>
            <ul className="owed">
              {exported.map((refund) => (
                <RefundRow key={refund.refund_id} refund={refund} shape="held">
                  {refund.exported_at && `Exported ${formatDay(new Date(refund.exported_at), zone)}, counts `}
                  once a statement shows it
                </RefundRow>
              ))}
            </ul>
            {mayAct && (
              <p>
                <button type="button" className="text-button small" onClick={() => setAsked(true)}>
                  Export them again
                </button>
              </p>
            )}
          </>
        )}
      </div>

      <Suspense>
        {isAsked && (
          <AgainDialog
            count={exported.length}
            isBusy={isPending}
            onClose={() => setAsked(false)}
            onAgain={() => mutate(true)}
          />
        )}
      </Suspense>
    </Card>
  );
}

type RowProps = {
  readonly refund: BankRefundAnswer;
  readonly shape: 'left' | 'held';
  readonly children?: ReactNode;
};

function RefundRow({ refund, shape, children }: RowProps) {
  return (
    <li>
      <svg
        className="mini"
        viewBox="0 0 12 12"
        role="img"
        aria-label={shape === 'left' ? 'To send' : 'Exported'}
      >
        <rect className={`tick-${shape}`} x=".5" y=".5" width="11" height="11" rx="2" />
      </svg>
      <span>
        {refund.name ? <Written>{refund.name}</Written> : 'No name given'}
        <span className="sub">
          <Link className="mono" to="/payments/$paymentId" params={{ paymentId: refund.transaction_id }}>
            {refund.transaction_id}
          </Link>
        </span>
        {children && <span className="sub">{children}</span>}
      </span>
      <Amount value={refund.amount} currency="EUR" />
    </li>
  );
}
