import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { resendWebhook } from '@/api/refunds.ts';
import { useKeptDraft } from '@/forms/use-kept-form.ts';
import { Button } from '@/ui/button.tsx';
import { part } from '@/ui/part.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay } from '@/use-account.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { minorOf } from '../../../../src/platform/kit/money.ts';

const RefundDialog = part(() => import('./refund-dialog.tsx').then(({ RefundDialog }) => RefundDialog));

/** What can be done about a payment: staff tells the shop again, an admin gives money back. */
export function PaymentActions({ payment }: { readonly payment: TransactionAnswer }) {
  const mayResend = useMay('admin');
  const mayRefund = useMay('admin');
  const draft = `refund:${payment.id}`;
  // One that was half made when the page was left is shown again.
  const [isRefunding, setRefunding] = useState(useKeptDraft(draft) !== undefined);
  const resend = useMutation({
    mutationFn: () => resendWebhook(payment.id),
    onSuccess: () => showToast('The event is on its way to your webhook again.'),
    onError: (error) => showToast(sentenceOf(error)),
  });
  const isRefundable =
    payment.paid_at !== null && minorOf(payment.gross_amount) > minorOf(payment.refunded_amount);
  return (
    <>
      {mayResend && (
        <Button look="quiet" busy={resend.isPending} onClick={() => resend.mutate()}>
          Resend webhook
        </Button>
      )}
      {mayRefund && isRefundable && (
        <Button icon="refund" onClick={() => setRefunding(true)}>
          Refund
        </Button>
      )}
      <Suspense>
        {mayRefund && isRefundable && isRefunding && (
          <RefundDialog payment={payment} draft={draft} onClose={() => setRefunding(false)} />
        )}
      </Suspense>
    </>
  );
}
