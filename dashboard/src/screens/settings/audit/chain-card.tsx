import { useMutation } from '@tanstack/react-query';
import { proveAuditLog } from '@/api/audit-log.ts';
import { sentenceOf } from '@/api/client.ts';
import { formatDay, formatPlainMonth, formatTime } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { OnPill } from '@/ui/pill.tsx';
import { useZone } from '@/use-account.ts';
import type { AuditProofAnswer } from '../../../../../src/platform/contract/audit.ts';
import { groupsOf } from './entry-detail.tsx';

const number = (count: number) => count.toLocaleString(numberLocale);

/** Has the whole chain counted again, and says what that proves, or what to do. */
export function ChainCard() {
  const zone = useZone();
  const { mutate, data: proof, error, isPending } = useMutation({ mutationFn: proveAuditLog });
  const title = proof ? (proof.holds ? 'The chain holds' : 'The chain is broken') : 'The chain';
  return (
    <Card
      title={title}
      corner={
        <span className="row">
          {proof?.holds && <OnPill word={`Checked ${formatTime(new Date(proof.checked_at), zone)}`} />}
          <Button size="small" busy={isPending} onClick={() => mutate()}>
            {proof ? 'Check again' : 'Check the chain'}
          </Button>
        </span>
      }
    >
      <div className="stack">
        {error && <Notice tone="critical">{sentenceOf(error)}</Notice>}
        <p className="muted" role="status">
          {proof?.holds &&
            `Entries 1 to ${number(proof.newest_sequence)} are unbroken, checked just now${proof.first_at ? `, the first of ${formatDay(new Date(proof.first_at), zone)}` : ''}. `}
          Each entry carries the fingerprint of the one before it (SHA-256 over that fingerprint and all that
          the entry says): change or drop one, and every fingerprint after it differs. A check counts them all
          again.
        </p>
        {proof && !proof.holds && <Broken proof={proof} />}
        {proof && proof.months.length > 0 && <Months proof={proof} />}
        {proof && proof.newest_sequence > 0 && <Newest proof={proof} />}
      </div>
    </Card>
  );
}

function Broken({ proof }: { readonly proof: AuditProofAnswer }) {
  const [first] = proof.violations;
  return (
    <>
      <Notice tone="critical" title={first ? `It breaks at entry ${number(first.sequence)}` : 'It breaks'}>
        {proof.violations.map(({ problem }) => problem).join(' ')} Somebody or something changed the database
        beside this product. Tell whoever runs the server, keep the database as it is, and save the log as CSV
        now.
      </Notice>
      <p className="soft">
        Compare the entries from there on with a backup of before, which has the same numbers and
        fingerprints. What a fingerprint that you kept outside covers is proven by it. The server’s nightly
        check and the command “verify” say the same.
      </p>
    </>
  );
}

/** The months that hold on to each other, the running one hollow. */
function Months({ proof }: { readonly proof: AuditProofAnswer }) {
  const shown = proof.months.slice(-shownMonths);
  return (
    <ol className={proof.holds ? 'chain' : 'chain chain-broken'}>
      {shown.map(({ month, entries, hash }) => (
        <li key={month}>
          <i aria-hidden="true" />
          <b>{formatPlainMonth(month)}</b>
          {number(entries)} {entries === 1 ? 'entry' : 'entries'}
          <code>{groupsOf(hash.slice(0, monthDigits))}</code>
        </li>
      ))}
    </ol>
  );
}

const shownMonths = 6;
const monthDigits = 8;

function Newest({ proof }: { readonly proof: AuditProofAnswer }) {
  const line = `${proof.newest_sequence} ${proof.newest_hash}`;
  const { copied, copy } = useCopy(line, 'Copied the number and the fingerprint of the newest entry.');
  return (
    <>
      <div className="fingerprint">
        <span className="muted">Newest, #{number(proof.newest_sequence)}</span>
        <code>{groupsOf(proof.newest_hash)}</code>
        <Button size="small" look="quiet" icon={copied ? 'check' : 'copy'} onClick={copy}>
          Copy fingerprint
        </Button>
      </div>
      <p className="hint">
        Keep it outside, for example in a mail to your accountant. Later, whoever has the log and this line
        can prove that nothing before it was changed.
      </p>
    </>
  );
}
