import { formatMomentAlone } from '@/lib/dates.ts';
import { groupedIban } from '@/lib/iban-words.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Written } from '@/ui/written.tsx';
import type { BankStatementAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import type { Upload } from './use-statements.ts';

/** What the newest statement brought. */
export function LastImport({
  statement,
  zone,
}: {
  readonly statement: BankStatementAnswer;
  readonly zone: string;
}) {
  return (
    <section className="card" aria-label="Last import">
      <div className="card-head">
        <h2>Last import</h2>
        <span className="hint">{formatMomentAlone(new Date(statement.created_at), zone)}</span>
      </div>
      <div className="card-body import">
        <Imported statement={statement} />
      </div>
    </section>
  );
}

/** Each file of this upload, and what became of it. */
export function Uploads({ uploads }: { readonly uploads: readonly Upload[] }) {
  const done = uploads.filter(({ state }) => state === 'done' || state === 'failed').length;
  return (
    <section className="card" aria-label="This upload">
      <div className="card-head">
        <h2>This upload</h2>
        <span className="hint number" role="status">
          {done} of {uploads.length} read
        </span>
      </div>
      <ul className="uploads">
        {uploads.map((upload) => (
          <li key={upload.id} className="import" aria-label={upload.name}>
            {upload.statement ? (
              <Imported statement={upload.statement} />
            ) : (
              <div className="import-file">
                <code>
                  <Written>{upload.name}</Written>
                </code>
                {upload.state === 'failed' ? (
                  <span className="ink-critical" role="alert">
                    {upload.problem}
                  </span>
                ) : (
                  <span className="hint">{upload.state === 'reading' ? 'Being read' : 'Waits its turn'}</span>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const mostTicks = 40;

function Imported({ statement }: { readonly statement: BankStatementAnswer }) {
  const { matched, on_its_way: onTheirWay, unmatched, duplicates, ignored, problems } = statement;
  const shown = matched + onTheirWay + unmatched;
  return (
    <>
      <div className="import-file">
        <code>
          <Written>{statement.file_name}</Written>
        </code>
        <span className="hint">{contentInWords(statement)}</span>
      </div>
      {shown > 0 && shown <= mostTicks && (
        <svg className="ticks" width={shown * 14 - 4} height="27" aria-hidden="true">
          {Array.from({ length: shown }, (_, index) => index).map((index) => (
            <rect
              key={index}
              className={
                index < matched ? 'tick-solid' : index < matched + onTheirWay ? 'tick-held' : 'tick-left'
              }
              x={0.5 + index * 14}
              y=".5"
              width="9"
              height="26"
              rx="2"
            />
          ))}
        </svg>
      )}
      <ul className="tick-keys">
        <Count shape="solid" count={matched} word="matched" />
        <Count shape="held" count={onTheirWay} word="on their way" />
        <Count shape="left" count={unmatched} word="to match" />
        <li className="muted">
          {duplicates.toLocaleString(numberLocale)} seen before, {ignored.toLocaleString(numberLocale)}{' '}
          ignored
        </li>
      </ul>
      {problems.length > 0 && (
        <ul className="problems">
          {problems.map(({ code, detail, file, line }) => (
            <li key={`${code} ${file} ${line}`}>
              {detail}
              <span className="sub">
                {file}
                {line === null ? '' : `, line ${line}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Count({
  shape,
  count,
  word,
}: {
  readonly shape: 'solid' | 'held' | 'left';
  readonly count: number;
  readonly word: string;
}) {
  return (
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <rect className={`tick-${shape}`} x=".5" y=".5" width="9" height="9" rx="2" />
      </svg>
      <span>
        <b>{count.toLocaleString(numberLocale)}</b> {word}
      </span>
    </li>
  );
}

/** `camt.053 and camt.052, DE89 •••• 3000, 16 entries`. */
function contentInWords({ kinds, accounts, entries }: BankStatementAnswer): string {
  const list = new Intl.ListFormat('en-GB').format(kinds);
  const shownAccounts = accounts.map(shortAccount).join(', ');
  return [
    list,
    shownAccounts,
    `${entries.toLocaleString(numberLocale)} ${entries === 1 ? 'entry' : 'entries'}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** `DE89 •••• 3000` of an IBAN; what else a bank calls an account stays as it is. */
function shortAccount(account: string): string {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,}$/.test(account)) return account;
  return `${groupedIban(account).slice(0, 4)} •••• ${account.slice(-4)}`;
}
