import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useRef, useState } from 'react';
import { refundPayment, refundsQuery } from '@/api/refunds.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { atMost } from '@/forms/rules.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { formatTime } from '@/lib/dates.ts';
import { currencySymbol, formatMoney, typedMinor } from '@/lib/money.ts';
import { newKey } from '@/lib/new-key.ts';
import { doubtAbout } from '@/lib/typed-number.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { MailboxHint } from '@/ui/mailbox-hint.tsx';
import { Notice } from '@/ui/notice.tsx';
import { part } from '@/ui/part.tsx';
import { Segment } from '@/ui/segment.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useAccount, useZone } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { transferProvider } from '../../../../src/platform/kit/transfer-provider.ts';
import { cardInWords } from '../../lib/card-in-words.ts';
import { payerOf } from '../../lib/payer.ts';
import { useRefundCode } from './use-refund-code.ts';

const RefundFacts = part(() => import('./refund-facts.tsx').then(({ RefundFacts }) => RefundFacts));

type Values = { amount: string; reason: string; code: string };

type RefundProps = {
  readonly payment: TransactionAnswer;
  /** What may still be given back. */
  readonly leftMinor: bigint;
  /** What its draft is kept under. */
  readonly draft: string;
  readonly onClose: () => void;
};

/** Gives money back: how much, to whom, what stays, and the code from the mail that allows it. */
export function RefundDialog({ payment, leftMinor, draft, onClose }: RefundProps) {
  const { currency } = payment;
  const { user } = useAccount();
  const zone = useZone();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const before = useRefundedBefore(payment);
  const { form, kept } = useKeptForm<Values>({
    name: draft,
    stored: { amount: formatAmount(leftMinor), reason: '', code: '' },
    fields: { amount: 'Amount', reason: 'Reason' },
  });
  const { register, handleSubmit, setError, setFocus, setValue, watch, formState } = form;
  const { errors } = formState;
  const typed = watch('amount');
  const amountMinor = typedMinor(typed);
  const isPossible = amountMinor !== undefined && amountMinor > 0n && amountMinor <= leftMinor;
  const amount = isPossible ? formatAmount(amountMinor) : undefined;
  const isAll = amountMinor === leftMinor;
  const takeAll = (isWanted: boolean) => {
    setValue('amount', isWanted ? formatAmount(leftMinor) : '', {
      shouldDirty: true,
      shouldValidate: isWanted,
    });
    if (!isWanted) setFocus('amount');
  };
  const code = useRefundCode(payment.id, amount);
  const key = useRef(newKey());
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (values: Values) =>
      refundPayment(
        payment.id,
        {
          amount: formatAmount(typedMinor(values.amount) ?? 0n),
          code: values.code.replace(/\s/g, ''),
          ...(values.reason.trim() ? { reason: values.reason.trim() } : {}),
        },
        key.current,
      ),
  });
  const isYours = payment.provider === transferProvider;
  const card = cardInWords(
    payment.depositAttempts.find(({ status }) => status === 'succeeded')?.card ?? null,
  );
  const submit = handleSubmit(async (values) => {
    if (isPending) return;
    setProblem(undefined);
    try {
      const refund = await mutateAsync(values);
      kept.done();
      const given = formatMoney(refund.amount, currency);
      showToast(
        isYours && refund.status === 'pending'
          ? `${given} is pending until you have sent it: export it under Bank transfers, Refunds to send.`
          : refund.status === 'pending'
            ? `${given} is on its way back to ${card || isolated(payerOf(payment))}.`
            : `Refunded ${given} to ${card || isolated(payerOf(payment))}. Usually there in 3 to 10 days.`,
      );
      onClose();
    } catch (error) {
      // What was refused may be sent again with other content, which needs a key of its own.
      key.current = newKey();
      setProblem(
        placeErrors(error, setError, (field) => (field === 'code' || field === 'amount' ? field : undefined)),
      );
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['payments'] });
    }
  });
  return (
    <Dialog
      open
      onClose={() => kept.leave(onClose)}
      title="Refund payment"
      description={
        isYours
          ? `To the account of ${isolated(nameOf(payment))}, by a transfer that you send.`
          : `To ${isolated(nameOf(payment))}${card ? `, ${card}` : ''}, usually in 3 to 10 days.`
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate onKeyDown={holdEnter}>
        <DialogBody>
          <KeptNotice kept={kept} />
          {problem && <Notice tone="critical">{problem}</Notice>}
          <Segment
            name="How much"
            choices={[
              { value: 'all', label: `All, ${formatMoney(formatAmount(leftMinor), currency)}` },
              { value: 'part', label: 'Part of it' },
            ]}
            value={isAll ? 'all' : 'part'}
            onChange={(chosen) => takeAll(chosen === 'all')}
          />
          <TextField
            label="Amount"
            corner={<span className="optional">up to {formatMoney(formatAmount(leftMinor), currency)}</span>}
            inputMode="decimal"
            prefix={currencySymbol(currency)}
            suffix={currency}
            error={errors.amount?.message ?? doubtAbout(typed)}
            {...register('amount', {
              validate: () =>
                isPossible ||
                (doubtAbout(typed) ??
                  `Enter an amount from 0.01 to ${formatMoney(formatAmount(leftMinor), currency)}.`),
            })}
          />
          <TextField
            label="Reason"
            optional
            dir="auto"
            limit={500}
            hint="Only your organization sees it."
            error={errors.reason?.message}
            {...register('reason', { validate: atMost(500) })}
          />
          <Suspense>
            <RefundFacts
              payment={payment}
              before={before}
              amountMinor={isPossible ? amountMinor : undefined}
            />
          </Suspense>
          <TextField
            label="Code"
            corner={
              <button type="button" className="text-button" disabled={!isPossible} onClick={code.send}>
                Send again
              </button>
            }
            inputMode="numeric"
            autoComplete="one-time-code"
            hint={
              <>
                {code.mailed
                  ? `Six digits, mailed to ${isolated(user.email)} for ${formatMoney(code.mailed.amount, currency)}. Valid until ${formatTime(new Date(code.mailed.expires_at), zone)}, 5 tries.`
                  : (code.problem ?? `Six digits are mailed to ${isolated(user.email)}.`)}{' '}
                <MailboxHint />
              </>
            }
            error={errors.code?.message}
            {...register('code', {
              validate: (value) => /^\s*(?:\d\s*){6}$/.test(value) || 'Enter the six digits from the mail.',
            })}
          />
        </DialogBody>
        <DialogFoot>
          <p className="foot-note">
            <b>{amount ? formatMoney(amount, currency) : '–'}</b> goes back.
            <span className="sub">
              {isYours ? 'It is pending until you have sent it. ' : ''}The place stays used.
            </span>
          </p>
          <Button look="quiet" onClick={() => kept.cancel(onClose)}>
            Keep payment
          </Button>
          <Button type="submit" look="critical" busy={isPending}>
            Refund
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** What of the payment was given back, or is about to be, and the tax in it. */
function useRefundedBefore(payment: TransactionAnswer) {
  const { data } = useQuery(refundsQuery(payment.id));
  const counted = data?.results.filter(({ status }) => status !== 'failed') ?? [];
  const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + minorOf(amount), 0n);
  return {
    refundedMinor: data ? sum(counted.map(({ amount }) => amount)) : minorOf(payment.refunded_amount),
    taxMinor: sum(counted.map(({ tax_amount: tax }) => tax)),
  };
}

function nameOf(payment: TransactionAnswer): string {
  const { first_name, last_name } = payment.billing;
  return [first_name, last_name].filter(Boolean).join(' ') || payerOf(payment);
}

/** Money never goes back by a slip on the Enter key: the button has to be pressed. */
function holdEnter(event: React.KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
