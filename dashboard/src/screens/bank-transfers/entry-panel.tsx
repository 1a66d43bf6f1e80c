import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { paymentsQuery } from '@/api/payments.ts';
import { formatMoment, formatPlainDay } from '@/lib/dates.ts';
import { groupedIban } from '@/lib/iban-words.ts';
import { formatMoney } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { Button } from '@/ui/button.tsx';
import { SearchBox } from '@/ui/filters.tsx';
import { Facts } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import type { BankEntryAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { payerOf } from '../../lib/payer.ts';
import { useManual } from './entry-lists.tsx';
import { because, bookedInWords, effectOf, undoOf } from './entry-words.ts';
import type { EntryActions } from './use-entry-actions.ts';

/** A payment that an entry may be matched to, as far as it is known. */
export type Target = {
  readonly transactionId: string;
  readonly missingAmount: string;
  readonly currency: 'EUR' | 'USD';
  readonly wasPaid?: boolean;
};

type PanelProps = {
  readonly entry: BankEntryAnswer;
  readonly zone: string;
  readonly mayAct: boolean;
  readonly actions: EntryActions;
  /** What is chosen; null means that another payment is looked for. */
  readonly chosen: Target | null | undefined;
  readonly onChoose: (target: Target | null) => void;
};

/** Everything about an entry, and what can be done about it. */
export function EntryPanel(props: PanelProps) {
  const { entry, zone, mayAct, actions } = props;
  const manual = useManual(entry);
  const undo = undoOf(entry);
  return (
    <div className="entry-body">
      {entry.text && (
        <p className="quote">
          <span className="screen-reader">Text: </span>
          <Written>{entry.text}</Written>
        </p>
      )}
      <Facts rows={factsOf(entry)} />
      {entry.status === 'unmatched' && mayAct && <Choose {...props} />}
      {entry.status === 'unmatched' && !mayAct && (
        <p className="does">Admins and owners say which payment it is.</p>
      )}
      {entry.status !== 'unmatched' && <p className="does">{manual ?? because(entry.reasons)}</p>}
      {entry.status === 'on_its_way' && (
        <p className="does">It counts once a statement shows it as booked.</p>
      )}
      {entry.matches.length > 0 && (
        <ul className="owed">
          {entry.matches.map((match) => (
            <li key={`${match.transaction_id} ${match.matched_at}`}>
              <span>
                <Link className="mono" to="/payments/$paymentId" params={{ paymentId: match.transaction_id }}>
                  {match.transaction_id}
                </Link>
                <span className="sub">{formatMoment(new Date(match.matched_at), zone)}</span>
              </span>
              <span className="number">{match.amount}</span>
            </li>
          ))}
        </ul>
      )}
      {typeof undo === 'object' && <p className="does">{undo.refused}</p>}
      {mayAct && undo === 'possible' && (
        <div className="row">
          <Button icon="refund" busy={actions.busyId === entry.id} onClick={() => actions.undo(entry)}>
            Undo
          </Button>
        </div>
      )}
    </div>
  );
}

function factsOf(entry: BankEntryAnswer): (readonly [string, ReactNode])[] {
  const { counterparty, statement } = entry;
  const mono = (text: string) => <span className="mono small">{text}</span>;
  return [
    ...(counterparty.iban
      ? [[entry.direction === 'debit' ? 'To' : 'From', mono(groupedIban(counterparty.iban))] as const]
      : []),
    ...(entry.end_to_end_id ? [['End-to-end id', mono(entry.end_to_end_id)] as const] : []),
    ...(entry.bank_reference ? [['Bank reference', mono(entry.bank_reference)] as const] : []),
    ...(entry.value_on && entry.value_on !== entry.booked_on
      ? [['Value date', formatPlainDay(entry.value_on)] as const]
      : []),
    [
      'Statement',
      `${statement.file_name}, ${statement.kind}${statement.number === null ? '' : `, entry ${statement.number}`}`,
    ],
  ];
}

/** Which day, and why no payment was found. */
export function entrySummary(entry: BankEntryAnswer, zone: string): string {
  const booked = bookedInWords(entry.booked_on, zone);
  const why = entry.status === 'unmatched' ? because(entry.reasons) : '';
  return `${booked.charAt(0).toUpperCase()}${booked.slice(1)}. ${why}`.trim();
}

function Choose({ entry, actions, chosen, onChoose }: PanelProps) {
  const name = useId();
  const heading = useId();
  return (
    <>
      <div role="radiogroup" aria-labelledby={heading}>
        <h3 id={heading}>Which payment is it?</h3>
        <div className="choose">
          {entry.suggestions.map((suggestion) => (
            <label key={suggestion.transaction_id}>
              <input
                type="radio"
                name={name}
                checked={chosen?.transactionId === suggestion.transaction_id}
                onChange={() => onChoose(targetOf(suggestion))}
              />
              <span>
                <b>
                  <Written>{payerOf(suggestion)}</Written>
                </b>
                {suggestion.transaction_id}. {because(suggestion.because)}
              </span>
              <Amount
                value={entry.direction === 'debit' ? suggestion.amount : suggestion.missing_amount}
                currency={suggestion.currency}
              />
            </label>
          ))}
          <Another entry={entry} name={name} chosen={chosen} onChoose={onChoose} />
        </div>
      </div>
      {chosen && <p className="does">{effectOf(entry, chosen)}</p>}
      <div className="row">
        <Button
          look="primary"
          shortcut="M"
          disabled={!chosen}
          busy={actions.busyId === entry.id}
          onClick={() => chosen && actions.match(entry, chosen.transactionId)}
        >
          Match
        </Button>
        <Button shortcut="I" onClick={() => actions.ignore(entry)}>
          Ignore
        </Button>
      </div>
    </>
  );
}

export function targetOf(suggestion: BankEntryAnswer['suggestions'][number]): Target {
  return {
    transactionId: suggestion.transaction_id,
    missingAmount: suggestion.missing_amount,
    currency: suggestion.currency,
  };
}

type AnotherProps = Pick<PanelProps, 'entry' | 'chosen' | 'onChoose'> & { readonly name: string };

/** Finds the payment that nothing suggested. */
function Another({ entry, name, chosen, onChoose }: AnotherProps) {
  const [search, setSearch] = useState('');
  const isSuggested = entry.suggestions.some(({ transaction_id: id }) => id === chosen?.transactionId);
  const isOpen = chosen === null || (chosen !== undefined && !isSuggested);
  const found = useQuery({
    ...paymentsQuery({ q: search, limit: 6 }),
    enabled: isOpen && search !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <label>
        <input type="radio" name={name} checked={chosen === null} onChange={() => onChoose(null)} />
        <span>
          <b>Another payment</b>
          Find by id, email or name
        </span>
      </label>
      {isOpen && (
        <div className="another">
          <SearchBox
            name="Find a payment"
            placeholder="TX…, email, name"
            value={search}
            onChange={setSearch}
          />
          {search !== '' &&
            found.data?.results.map((payment) => {
              const left = missingOf(payment);
              return (
                <label key={payment.id}>
                  <input
                    type="radio"
                    name={name}
                    checked={chosen?.transactionId === payment.id}
                    onChange={() =>
                      onChoose({
                        transactionId: payment.id,
                        missingAmount: formatAmount(left),
                        currency: payment.currency,
                        wasPaid: payment.paid_at !== null,
                      })
                    }
                  />
                  <span>
                    <b>
                      <Written>{payerOf(payment)}</Written>
                    </b>
                    {payment.id}
                  </span>
                  <span className="number">{formatMoney(payment.gross_amount, payment.currency)}</span>
                </label>
              );
            })}
          {search !== '' && found.data?.results.length === 0 && <p className="hint">No payment fits.</p>}
        </div>
      )}
    </>
  );
}

/** Of one that was paid, what was taken from it since. */
function missingOf({ paid_at, gross_amount, received_amount, dispute }: TransactionAnswer): bigint {
  if (paid_at === null) return minorOf(gross_amount) - minorOf(received_amount ?? '0.00');
  return dispute === null || dispute.status === 'won' ? 0n : minorOf(dispute.amount);
}
