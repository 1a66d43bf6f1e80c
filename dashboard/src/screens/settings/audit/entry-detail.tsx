import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { changesOf, factsOf, nameInWords, valueInWords } from '@/lib/audit-words.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Icon } from '@/ui/icon.tsx';
import type { AuditEntryAnswer } from '../../../../../src/platform/contract/audit.ts';

type DetailProps = {
  readonly entry: AuditEntryAnswer;
  readonly after: AuditEntryAnswer | undefined;
  readonly zone: string;
};

/** Old and new side by side, what else is known, and how the entry holds on to its neighbours. */
export function EntryDetail({ entry, after, zone }: DetailProps) {
  const changes = changesOf(entry);
  const next = after?.sequence === entry.sequence + 1 ? after : undefined;
  return (
    <div className="entry-detail">
      <div>
        <h3>{changes.length > 0 ? 'What changed' : 'What is known'}</h3>
        <dl className="proof">
          {changes.map(({ name, from, to }) => (
            <Row key={name} name={nameInWords(name)}>
              <del>{valueInWords(from, zone)}</del> <Icon name="arrowRight" size={12} />
              <span className="screen-reader"> became </span> <b>{valueInWords(to, zone)}</b>
            </Row>
          ))}
          {factsOf(entry).map(([name, value]) => (
            <Row key={name} name={nameInWords(name)}>
              {valueInWords(value, zone)}
            </Row>
          ))}
          {entry.target && (
            <Row name="About">
              <Target entry={entry} />
            </Row>
          )}
          <Row name="Who">
            {entry.actor.email && <>{entry.actor.email} </>}
            {entry.actor.id && <code>{entry.actor.id}</code>}
            {!entry.actor.email && !entry.actor.id && nameInWords(entry.actor.type)}
          </Row>
          {entry.request_id && (
            <Row name="Request">
              <code>{entry.request_id}</code>
              {entry.address && `, from ${entry.address}`}
            </Row>
          )}
        </dl>
      </div>
      <div>
        <h3>Proof</h3>
        <dl className="proof">
          {entry.sequence > 1 && (
            <Row name="Before it">
              <Print sequence={entry.sequence - 1} hash={entry.previous_hash} />
            </Row>
          )}
          <Row name="This entry">
            <Print sequence={entry.sequence} hash={entry.hash} />
          </Row>
          {next && (
            <Row name="After it">
              <Print sequence={next.sequence} hash={next.hash} />
            </Row>
          )}
        </dl>
      </div>
    </div>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Where what it happened to can be seen now. */
function Target({ entry }: { readonly entry: AuditEntryAnswer }) {
  const { target, details } = entry;
  if (!target) return null;
  const { type, id } = target;
  const payment = typeof details.transaction_id === 'string' ? details.transaction_id : undefined;
  const kind = `${nameInWords(type)} `;
  if (type === 'payment_link') {
    return (
      <Link to="/payment-links/$linkId" params={{ linkId: id }}>
        {kind}
        <code>{id}</code>
      </Link>
    );
  }
  if (payment) {
    return (
      <>
        {kind}
        <code>{id}</code> of{' '}
        <Link to="/payments/$paymentId" params={{ paymentId: payment }}>
          <code>{payment}</code>
        </Link>
      </>
    );
  }
  return (
    <>
      {kind}
      <code>{id}</code>
    </>
  );
}

const shownDigits = 16;

function Print({ sequence, hash }: { readonly sequence: number; readonly hash: string }) {
  return (
    <span title={hash}>
      #{sequence.toLocaleString(numberLocale)} <code>{groupsOf(hash.slice(0, shownDigits))}</code>
    </span>
  );
}

/** Digits of a fingerprint in fours, as people compare them. */
export function groupsOf(hash: string): string {
  return hash.match(/.{1,4}/g)?.join(' ') ?? '';
}
