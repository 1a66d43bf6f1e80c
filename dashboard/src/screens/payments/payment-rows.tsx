import { Link } from '@tanstack/react-router';
import { formatMomentAlone } from '@/lib/dates.ts';
import { Amount } from '@/ui/amount.tsx';
import { PaymentStatusPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { cardInWords } from '../../lib/card-in-words.ts';
import { payerOf } from '../../lib/payer.ts';

type RowsProps = {
  readonly payments: readonly TransactionAnswer[];
  readonly zone: string;
  /** What was bought, for lists over more than one link. */
  readonly withItems?: boolean;
};

/** Payments by buyer. The TX id is the link to the payment. */
export function PaymentRows({ payments, zone, withItems = false }: RowsProps) {
  return (
    <table className={withItems ? 'table payments-table' : 'table table-plain payments-table'}>
      <thead>
        <tr>
          <th scope="col">Buyer</th>
          {withItems && <th scope="col">Items</th>}
          <th scope="col">Status</th>
          <th scope="col" className="end">
            Amount
          </th>
          <th scope="col" className="end">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id}>
            <td className="cell-buyer">
              <span className="name clip">
                <Written>{payerOf(payment)}</Written>
              </span>
              <span className="sub id-and-card">
                <Link
                  className="mono short-payment"
                  to="/payments/$paymentId"
                  params={{ paymentId: payment.id }}
                  title={payment.id}
                >
                  <span>{payment.id}</span>
                </Link>
                <span>{cardInWords(payment.depositAttempts[0]?.card ?? null)}</span>
              </span>
            </td>
            {withItems && <td className="cell-items clip">{itemsInWords(payment)}</td>}
            <td className="cell-status">
              <PaymentStatusPill status={payment.status} dispute={payment.dispute} />
            </td>
            <td className="cell-amount end">
              <Amount value={payment.gross_amount} currency={payment.currency} code={withItems} />
            </td>
            <td className="cell-when end muted number">
              {formatMomentAlone(new Date(payment.created_at), zone)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `Print`, `2 × Print`, `Print and 2 more`. */
export function itemsInWords({ products }: Pick<TransactionAnswer, 'products'>): string {
  const [first, ...others] = products;
  if (!first) return '';
  const name = first.quantity > 1 ? `${first.quantity} × ${isolated(first.name)}` : isolated(first.name);
  return others.length > 0 ? `${name} and ${others.length} more` : name;
}
