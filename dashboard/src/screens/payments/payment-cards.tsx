import { useQuery } from '@tanstack/react-query';
import { receiptOfQuery } from '@/api/payment-books.ts';
import { countryName } from '@/lib/countries.ts';
import { formatFull, zoneAbbreviation } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { formatRate } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { CopyIcon } from '@/ui/copy.tsx';
import { Card, Facts } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { cardInWords } from '../../lib/card-in-words.ts';

type CardProps = { readonly payment: TransactionAnswer };

export function BuyerCard({ payment }: CardProps) {
  const { billing, depositAttempts } = payment;
  const name = [billing.first_name, billing.last_name].filter(Boolean).join(' ');
  const address = [
    billing.line1,
    billing.line2,
    [billing.postal_code, billing.city]
      .filter((part) => typeof part === 'string')
      .map(isolated)
      .filter(Boolean)
      .join(' '),
    billing.state,
    billing.country && countryName(billing.country),
  ];
  const rows: (readonly [string, string | null])[] = [
    ['Name', name],
    ['Company', billing.company],
    ['Email', payment.payer_email],
    ['Phone', billing.phone],
    [
      'Address',
      address
        .filter((part) => typeof part === 'string')
        .map(isolated)
        .filter(Boolean)
        .join(', '),
    ],
    ['Tax id', billing.tax_id],
    ['Card', cardInWords(depositAttempts[0]?.card ?? null)],
  ];
  return (
    <Card title="Buyer">
      <Facts rows={rows.filter(([, value]) => value)} />
    </Card>
  );
}

export function LinesCard({ payment }: CardProps) {
  return (
    <Card title="Lines" corner={<span className="hint">as charged</span>} flush>
      <table className="table table-plain lines-table">
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" className="end">
              Quantity
            </th>
            <th scope="col" className="end">
              Unit
            </th>
            <th scope="col" className="end">
              Tax
            </th>
            <th scope="col" className="end">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {payment.products.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and ad-hoc ones have no id
            <tr key={index}>
              <td>
                <Written>{line.name}</Written>
              </td>
              <td className="end number">{line.quantity.toLocaleString(numberLocale)}</td>
              <td className="end">
                <Amount value={line.unit_price} currency={payment.currency} />
              </td>
              <td className="end">
                <Amount value={line.tax} currency={payment.currency} />{' '}
                <span className="muted small">{formatRate(line.tax_rate)}</span>
              </td>
              <td className="end">
                <Amount value={line.total} currency={payment.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="card-body">
        <dl className="sums">
          <div>
            <dt>Net</dt>
            <dd>
              <Amount value={netOf(payment)} currency={payment.currency} />
            </dd>
          </div>
          <div>
            <dt>Tax</dt>
            <dd>
              <Amount value={payment.tax_amount} currency={payment.currency} />
            </dd>
          </div>
          <div className="sums-total">
            <dt>Total</dt>
            <dd>
              <Amount value={payment.gross_amount} currency={payment.currency} code />
            </dd>
          </div>
        </dl>
      </div>
    </Card>
  );
}

function netOf({ gross_amount: gross, tax_amount: tax }: TransactionAnswer): string {
  return formatAmount(minorOf(gross) - minorOf(tax));
}

export function DetailsCard({ payment, zone }: CardProps & { readonly zone: string }) {
  const { data: receipt } = useQuery({ ...receiptOfQuery(payment.id), enabled: payment.paid_at !== null });
  const created = new Date(payment.created_at);
  return (
    <Card title="Details">
      <Facts
        rows={[
          ['Number', String(payment.number)],
          ...(receipt
            ? [
                [
                  'Receipt',
                  <span key="receipt" className="row wrap receipt-row">
                    {receipt.number}
                    <a href={receipt.pdf_url} download>
                      PDF
                    </a>
                    <CopyIcon text={receipt.url} name="link to the receipt" />
                  </span>,
                ] as const,
              ]
            : []),
          ['Order', <code key="order">{payment.order_id}</code>],
          ['Began', `${formatFull(created, zone)} ${zoneAbbreviation(created, zone)}`],
          ['Provider', payment.provider],
          ...(payment.client_reference_id ? [['Reference', payment.client_reference_id] as const] : []),
          ...Object.entries(payment.metadata),
        ]}
      />
    </Card>
  );
}
