import { formatMoney } from '@/lib/money.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { refundTaxMinor } from '../../../../src/platform/kit/tax.ts';

type FactsProps = {
  readonly payment: TransactionAnswer;
  /** What went back before, and the tax in it. */
  readonly before: { readonly refundedMinor: bigint; readonly taxMinor: bigint };
  /** What would go back; `undefined` while that makes no sense. */
  readonly amountMinor: bigint | undefined;
};

/** The share of tax, by the rule of the server, and what stays. */
export function RefundFacts({ payment, before, amountMinor }: FactsProps) {
  const { currency } = payment;
  const grossMinor = minorOf(payment.gross_amount);
  const inMoney = (minor: bigint) => formatMoney(formatAmount(minor), currency);
  const taxOf = (refundMinor: bigint) =>
    refundTaxMinor({
      grossMinor,
      taxMinor: minorOf(payment.tax_amount),
      refundedBeforeMinor: before.refundedMinor,
      taxRefundedBeforeMinor: before.taxMinor,
      refundMinor,
    });
  return (
    <dl className="facts">
      <div>
        <dt>Tax in it</dt>
        <dd className="number">{amountMinor === undefined ? '–' : inMoney(taxOf(amountMinor))}</dd>
      </div>
      <div>
        <dt>Left of the payment</dt>
        <dd className="number">
          {amountMinor === undefined ? '–' : inMoney(grossMinor - before.refundedMinor - amountMinor)}
        </dd>
      </div>
    </dl>
  );
}
