import { createDigestCounter, type DigestCounter } from './digest-counter.ts';
import { type EntryIdentity, identityOf } from './entry-identity.ts';
import type { Statement, StatementEntry } from './statement.ts';

/** An entry that is money, and what of its file came before it on the same account and day. */
export type Occurrence = {
  readonly identity: EntryIdentity;
  readonly before: { readonly ofContent: number; readonly ofMovement: number };
  /** How often its statement stood in the file before. */
  readonly scope: number;
};

/**
 * Counts the entries of one file as they come. A statement that the file holds twice is counted as if it stood in
 * another file, which is what its repetition is. `undefined` for what is no money.
 */
export function createOccurrences(): (statement: Statement, entry: StatementEntry) => Occurrence | undefined {
  const days = new Map<string, { ofContent: DigestCounter; ofMovement: DigestCounter }>();
  const scopes = new Map<string, number>();
  let known: Statement | undefined;
  let scope = 0;
  return (statement, entry) => {
    if (statement !== known) {
      known = statement;
      scope = repetitionOf(statement, scopes);
    }
    const identity = identityOf(entry);
    if (identity === undefined) return undefined;
    const { day, content, movement, isBare } = identity;
    const place = `${scope} ${statement.account.id} ${day}`;
    const counts = days.get(place) ?? { ofContent: createDigestCounter(), ofMovement: createDigestCounter() };
    days.set(place, counts);
    const ofMovement = countUp(counts.ofMovement, movement);
    return {
      scope,
      identity,
      before: { ofMovement, ofContent: isBare ? ofMovement : countUp(counts.ofContent, content) },
    };
  };
}

/** How often the digest was counted before. */
function countUp(counter: DigestCounter, digest: string): number {
  const count = counter.of(digest);
  counter.add(digest, 1);
  return count;
}

/** How often the same statement, or the same page of it, stood in the file before. */
function repetitionOf(statement: Statement, seen: Map<string, number>): number {
  const { kind, id, page, account } = statement;
  if (id === null) return 0;
  const key = JSON.stringify([kind, id, page, account.id]);
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return count;
}
