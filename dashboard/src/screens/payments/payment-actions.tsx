import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { receiptOfQuery } from '@/api/payment-books.ts';
import { useKeptDraft } from '@/forms/use-kept-draft.ts';
import { refundableMinor } from '@/lib/refundable.ts';
import { Button } from '@/ui/button.tsx';
import { Icon } from '@/ui/icon.tsx';
import { part } from '@/ui/part.tsx';
import { useMay } from '@/use-account.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';

const RefundDialog = part(() => import('./refund-dialog.tsx').then(({ RefundDialog }) => RefundDialog));

/** What can be done about a payment: everybody opens its receipt, an admin gives money back. */
export function PaymentActions({ payment }: { readonly payment: TransactionAnswer }) {
  const mayRefund = useMay('admin');
  const draft = `refund:${payment.id}`;
  // One that was half made when the page was left is shown again.
  const [isRefunding, setRefunding] = useState(useKeptDraft(draft) !== undefined);
  const { data: receipt } = useQuery({ ...receiptOfQuery(payment.id), enabled: payment.paid_at !== null });
  const leftMinor = refundableMinor(payment);
  const isRefundable = payment.paid_at !== null && leftMinor > 0n;
  return (
    <>
      {receipt && (
        <a
          className="button button-secondary button-normal"
          href={receipt.url}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="external" />
          Receipt
        </a>
      )}
      {mayRefund && isRefundable && (
        <Button icon="refund" onClick={() => setRefunding(true)}>
          Refund
        </Button>
      )}
      <Suspense>
        {mayRefund && isRefundable && isRefunding && (
          <RefundDialog
            payment={payment}
            leftMinor={leftMinor}
            draft={draft}
            onClose={() => setRefunding(false)}
          />
        )}
      </Suspense>
    </>
  );
}
