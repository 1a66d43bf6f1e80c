import { readDispute } from '#paying/checkouts/dispute.ts';
import { type TransactionStatus, wasPaid } from '#paying/checkouts/transaction.ts';
import type { PayingContext } from '#paying/context.ts';
import { findTransactionRow } from '#paying/transactions/find-transactions.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { Caller } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { type Currency, formatAmount, parseAmount } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { refundableMinor } from './decide-refund.ts';

export type Refundable = {
  readonly transactionId: string;
  /** `TX…` */
  readonly publicId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly currency: Currency;
  /** What was asked for, or what remains. */
  readonly amountMinor: bigint;
};

/** The payment that is to be given back and how much of it; says early what the decision under the lock would say. */
export async function findRefundable(
  context: PayingContext,
  caller: Caller,
  reference: string,
  amount: unknown,
): Promise<Refundable> {
  const row = await findTransactionRow(context, caller, reference);
  if (!row) throw notFound('transaction');
  if (!wasPaid(row.transactionStatus as TransactionStatus)) throw notPaid();
  const remaining = refundableMinor(row.totalMinor, {
    refundedMinor: row.refundedMinor,
    refundPendingMinor: row.refundPendingMinor,
    dispute: row.dispute && readDispute(row.dispute),
  });
  const amountMinor = amount === undefined || amount === null ? remaining : readAmount(amount);
  if (amountMinor > remaining || remaining === 0n) throw exceedsProblem(remaining, row.currency);
  return {
    transactionId: row.id,
    publicId: formatId('TX', row.id),
    checkoutId: row.checkoutId,
    paymentLinkId: row.paymentLinkId,
    currency: row.currency,
    amountMinor,
  };
}

function readAmount(amount: unknown): bigint {
  const amountMinor = parseAmount(amount);
  if (amountMinor !== undefined && amountMinor > 0n) return amountMinor;
  throw problem('invalid_amount', {
    detail: 'Give amount above zero with at most two decimals, such as "29.99".',
    field: 'amount',
  });
}

export function notPaid(): Problem {
  return problem('transaction_not_paid', {
    detail: 'Only a paid transaction can be refunded. No money moved.',
  });
}

export function exceedsProblem(remainingMinor: bigint, currency: Currency): Problem {
  return problem('refund_exceeds_payment', {
    detail:
      remainingMinor > 0n
        ? `At most ${formatAmount(remainingMinor)} ${currency} remain to be refunded. No money moved.`
        : 'Nothing remains to be refunded. No money moved.',
    extra: { remaining: formatAmount(remainingMinor) },
  });
}
