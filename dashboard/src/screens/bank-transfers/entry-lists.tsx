import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useId } from 'react';
import { Button, Key } from '@/ui/button.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount } from '@/use-account.ts';
import type { BankEntryAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import { because, bookedInWords, moneyOf, partyOf, undoOf } from './entry-words.ts';
import type { EntryActions } from './use-entry-actions.ts';

type BookProps = {
  readonly title: string;
  readonly count?: string;
  readonly hint?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** Entries of one status, each with a sentence that says why. */
export function Book({ title, count, hint, foot, children }: BookProps) {
  const heading = useId();
  return (
    <section className="card" aria-labelledby={heading}>
      <div className="book-head">
        <h2 id={heading}>{title}</h2>
        {count && <span className="book-count">{count}</span>}
        {hint && <span className="hint">{hint}</span>}
      </div>
      {children}
      {foot}
    </section>
  );
}

/** Which keys decide about the selected row. */
export function KeyHints() {
  return (
    <span className="wide-only">
      <Key>↑</Key> <Key>↓</Key> move <Key>M</Key> match <Key>I</Key> ignore
    </span>
  );
}

const marks = {
  matched: { shape: 'solid', name: 'Matched' },
  on_its_way: { shape: 'held', name: 'On its way' },
  unmatched: { shape: 'left', name: 'To match' },
  ignored: { shape: 'left', name: 'Ignored' },
} as const;

/** Solid is booked and known, hatched is announced, hollow waits. */
export function EntryMark({ status }: { readonly status: BankEntryAnswer['status'] }) {
  const { shape, name } = marks[status];
  return (
    <svg className="mini" role="img" aria-label={name} viewBox="0 0 12 12">
      <rect className={`tick-${shape}`} x=".5" y=".5" width="11" height="11" rx="2" />
    </svg>
  );
}

type RowsProps = {
  readonly entries: readonly BankEntryAnswer[];
  readonly zone: string;
  readonly selectedId?: string | undefined;
  readonly mayAct: boolean;
  readonly actions: EntryActions;
  /** The payment that a match would go to. */
  readonly targetOf?: (entry: BankEntryAnswer) => string | undefined;
  readonly onFind?: (entry: BankEntryAnswer) => void;
};

export function EntryRows({ entries, ...rest }: RowsProps) {
  return (
    <ul className="book">
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} {...rest} />
      ))}
    </ul>
  );
}

type RowProps = Omit<RowsProps, 'entries'> & { readonly entry: BankEntryAnswer };

function EntryRow({ entry, zone, selectedId, mayAct, actions, targetOf, onFind }: RowProps) {
  const isSelected = entry.id === selectedId;
  const manual = useManual(entry);
  return (
    <li
      className={isSelected ? 'is-selected' : undefined}
      aria-current={isSelected ? 'true' : undefined}
      data-entry={entry.id}
    >
      <EntryMark status={entry.status} />
      <div>
        <Link
          className="name"
          from="/bank-transfers"
          to="/bank-transfers"
          search={(before) => ({ ...before, entry: entry.id })}
          replace
          resetScroll={false}
        >
          <Written>{partyOf(entry)}</Written>
        </Link>
        <p className="said">
          <Said entry={entry} zone={zone} />
        </p>
        {entry.status !== 'unmatched' && !manual && entry.reasons.length > 0 && (
          <p className="why">{because(entry.reasons)}</p>
        )}
      </div>
      <div className="money">{moneyOf(entry)}</div>
      {entry.status === 'unmatched' && (
        <Decide
          entry={entry}
          isSelected={isSelected}
          mayAct={mayAct}
          actions={actions}
          target={targetOf?.(entry)}
          onFind={onFind}
        />
      )}
      {manual && (
        <div className="next">
          <span>{manual}</span>
          {mayAct && undoOf(entry) === 'possible' && (
            <Button
              size="small"
              look="quiet"
              icon="refund"
              busy={actions.busyId === entry.id}
              onClick={() => actions.undo(entry)}
            >
              Undo
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** Who said so, where it was not the reference. */
export function useManual(entry: BankEntryAnswer): string | undefined {
  const { user } = useAccount();
  if (entry.decided_by === null || entry.status === 'unmatched') return undefined;
  const verb = entry.status === 'ignored' ? 'Ignored' : 'Matched';
  const why = entry.reasons.length > 0 ? `: ${because(entry.reasons)}` : '.';
  return `${verb} by ${entry.decided_by === user.id ? 'you' : 'hand'}${why}`;
}

/** The payments that it belongs to, or what the payer wrote, and when it was booked. */
function Said({ entry, zone }: { readonly entry: BankEntryAnswer; readonly zone: string }) {
  const when = bookedInWords(entry.booked_on, zone);
  if (entry.matches.length > 0) {
    return (
      <>
        {entry.matches.map(({ transaction_id: id }, index) => (
          <Fragment key={id}>
            {index > 0 && ', '}
            <Link className="mono" to="/payments/$paymentId" params={{ paymentId: id }}>
              {id}
            </Link>
          </Fragment>
        ))}
        , {when}
      </>
    );
  }
  return (
    <>
      {entry.text ? (
        <>
          “<Written>{entry.text}</Written>”
        </>
      ) : (
        'No text'
      )}
      , {when}
    </>
  );
}

type DecideProps = Pick<RowProps, 'entry' | 'mayAct' | 'actions' | 'onFind'> & {
  readonly isSelected: boolean;
  readonly target: string | undefined;
};

/** What it looks like, and the two things to do about it. */
function Decide({ entry, isSelected, mayAct, actions, target, onFind }: DecideProps) {
  const [best] = entry.suggestions;
  const keys = (letter: string) => (isSelected ? { shortcut: letter } : {});
  return (
    <div className="next">
      <span>
        {best ? (
          <>
            <b>Looks like {best.transaction_id}</b>: {because(best.because)}
          </>
        ) : (
          because(entry.reasons) || 'No open payment fits. It is probably not a sale.'
        )}
      </span>
      {mayAct && (
        <span className="row">
          {target ? (
            <Button
              size="small"
              busy={actions.busyId === entry.id}
              onClick={() => actions.match(entry, target)}
              {...keys('M')}
            >
              Match
            </Button>
          ) : (
            <Button size="small" look="quiet" onClick={() => onFind?.(entry)}>
              Find payment
            </Button>
          )}
          <Button
            size="small"
            look={target ? 'quiet' : 'secondary'}
            onClick={() => actions.ignore(entry)}
            {...keys('I')}
          >
            Ignore
          </Button>
        </span>
      )}
    </div>
  );
}
