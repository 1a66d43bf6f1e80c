import type { KeptCounts } from '#paying/statements/count-once.ts';
import { createDigestCounter } from '#paying/statements/digest-counter.ts';
import type { EntryIdentity } from '#paying/statements/entry-identity.ts';

/** Entries of one account and day that are alike, as the database counts them. */
export type CountedRow = {
  readonly account: string;
  readonly day: string;
  readonly content: string;
  readonly movement: string;
  readonly isBare: boolean;
  readonly count: number;
};

/** What is kept of each account and day, with what this import added. */
export function createKeptCounts() {
  const days = new Map<string, ReturnType<typeof newDay>>();
  const keyOf = (account: string, day: string) => `${day} ${account}`;
  const dayAt = (account: string, day: string) => {
    const key = keyOf(account, day);
    const found = days.get(key);
    if (found) return found;
    const made = newDay();
    days.set(key, made);
    return made;
  };
  const add = (
    account: string,
    identity: Omit<EntryIdentity, 'day'> & { readonly day: string },
    count: number,
  ) => {
    const { ofContent, ofMovement, bareOfMovement } = dayAt(account, identity.day);
    ofContent.add(identity.content, count);
    ofMovement.add(identity.movement, count);
    if (identity.isBare) bareOfMovement.add(identity.movement, count);
  };
  return {
    isKnown: (account: string, day: string) => days.has(keyOf(account, day)),
    /** All that the database has of a day is learned from now on. */
    begin: (account: string, day: string) => void dayAt(account, day),
    learn: (row: CountedRow) => add(row.account, row, row.count),
    keep: (account: string, identity: EntryIdentity) => add(account, identity, 1),
    /** A bare entry of the same movement told nothing more; now it does. */
    complete(account: string, identity: EntryIdentity): void {
      const { ofContent, bareOfMovement } = dayAt(account, identity.day);
      ofContent.add(identity.content, 1);
      bareOfMovement.add(identity.movement, -1);
    },
    of(account: string, day: string): KeptCounts {
      const { ofContent, ofMovement, bareOfMovement } = dayAt(account, day);
      return { ofContent: ofContent.of, ofMovement: ofMovement.of, bareOfMovement: bareOfMovement.of };
    },
  };
}

function newDay() {
  return {
    ofContent: createDigestCounter(),
    ofMovement: createDigestCounter(),
    bareOfMovement: createDigestCounter(),
  };
}
