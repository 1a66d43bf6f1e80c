import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { ledgerOfQuery } from '@/api/payment-books.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Amount } from '@/ui/amount.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import type { LedgerEntryAnswer } from '../../../../src/platform/contract/ledger.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { keysOf } from '../../../../src/platform/kit/keys-of.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';

type Account = keyof LedgerEntryAnswer['postings'];

/** What it is called when money leaves an account, and when it comes to it. */
const accountWords: Readonly<Record<Account, readonly [from: string, to: string]>> = {
  provider: ['Buyer paid', 'Back to the buyer'],
  deposits: ['From what arrived', 'Arrived by transfer'],
  fees: ['Fee given back', 'Fee'],
  reserved: ['From reserve', 'To reserve'],
  pending: ['From pending', 'To pending'],
  available: ['From available', 'To available'],
  refunds: ['From money set aside', 'Set aside for the buyer'],
  excess: ['From money paid twice', 'Paid twice, to go back'],
};

const kindWords: Readonly<Record<string, string>> = {
  payment: 'Payment',
  excess_charge: 'Charged twice',
  excess_undone: 'Not charged twice after all',
  refund_requested: 'Refund asked for',
  refund_succeeded: 'Refund sent',
  refund_failed: 'Refund could not be sent',
  settlement: 'Paid out by the provider',
  reserve_release: 'Reserve released',
  correction: 'Correction',
  deposit: 'Transfer arrived',
  deposit_returned: 'Transfer went back',
  dispute: 'Money taken back',
  dispute_won: 'Money came back',
};

type LedgerProps = { readonly payment: TransactionAnswer; readonly zone: string };

/** What the books say of this payment: from where money came and to whom it went, entry by entry, down to nothing left over. */
export function LedgerCard({ payment, zone }: LedgerProps) {
  const { data, error, refetch } = useQuery(ledgerOfQuery(payment));
  if (data?.results.length === 0) return null;
  const entries = data?.results.toReversed() ?? [];
  const sumMinor = entries.flatMap(rowsOf).reduce((sum, { minor }) => sum + minor, 0n);
  return (
    <Card
      title="Ledger"
      corner={
        data && (
          <span className={sumMinor === 0n ? 'ink-positive' : 'ink-critical'}>
            <Icon name={sumMinor === 0n ? 'check' : 'warning'} />
            <span className="screen-reader">{sumMinor === 0n ? 'Balanced' : 'Does not balance'}</span>
          </span>
        )
      }
    >
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />)}
      {data && (
        <dl className="sums ledger">
          {entries.map((entry) => (
            <Fragment key={entry.id}>
              {entries.length > 1 && (
                <div className="ledger-entry">
                  <dt>{kindWords[entry.kind] ?? entry.kind}</dt>
                  <dd>{formatMoment(new Date(entry.created_at), zone)}</dd>
                </div>
              )}
              {rowsOf(entry).map(({ account, words, minor }) => (
                <div key={account}>
                  <dt>{words}</dt>
                  <dd>
                    <Amount value={formatAmount(minor)} currency={entry.currency} />
                  </dd>
                </div>
              ))}
            </Fragment>
          ))}
          <div className="sums-total">
            <dt>Sums to</dt>
            <dd>
              <Amount value={formatAmount(sumMinor)} currency={payment.currency} code />
            </dd>
          </div>
        </dl>
      )}
    </Card>
  );
}

type Row = { readonly account: Account; readonly words: string; readonly minor: bigint };

/** Where money of an entry comes from, as what is positive, then where it goes. */
function rowsOf({ postings }: LedgerEntryAnswer): Row[] {
  return keysOf(accountWords)
    .flatMap((account): Row[] => {
      const amount = postings[account];
      if (amount === undefined) return [];
      const minor = -minorOf(amount);
      return [{ account, words: accountWords[account][minor > 0n ? 0 : 1], minor }];
    })
    .sort((left, right) => Number(right.minor > 0n) - Number(left.minor > 0n));
}
