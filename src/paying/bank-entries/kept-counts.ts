import type { KeptCounts } from '#paying/statements/count-once.ts';
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

type Day = {
  readonly ofContent: Map<string, number>;
  readonly ofMovement: Map<string, number>;
  readonly bareOfMovement: Map<string, number>;
};

/** What is kept of each account and day, with what this import added. */
export function createKeptCounts() {
  const days = new Map<string, Day>();
  const keyOf = (account: string, day: string) => `${day} ${account}`;
  const dayAt = (account: string, day: string): Day => {
    const key = keyOf(account, day);
    const found = days.get(key);
    if (found) return found;
    const made = { ofContent: new Map(), ofMovement: new Map(), bareOfMovement: new Map() };
    days.set(key, made);
    return made;
  };
  const add = (account: string, identity: EntryIdentity, count: number) => {
    const { ofContent, ofMovement, bareOfMovement } = dayAt(account, identity.day);
    countUp(ofContent, identity.content, count);
    countUp(ofMovement, identity.movement, count);
    if (identity.isBare) countUp(bareOfMovement, identity.movement, count);
  };
  return {
    isKnown: (account: string, day: string) => days.has(keyOf(account, day)),
    /** All that the database has of a day. */
    learn(account: string, day: string, rows: readonly CountedRow[]): void {
      dayAt(account, day);
      for (const row of rows) if (row.account === account && row.day === day) add(account, row, row.count);
    },
    keep: (account: string, identity: EntryIdentity) => add(account, identity, 1),
    /** A bare entry of the same movement told nothing more; now it does. */
    complete(account: string, identity: EntryIdentity): void {
      const { ofContent, bareOfMovement } = dayAt(account, identity.day);
      countUp(ofContent, identity.content, 1);
      countUp(bareOfMovement, identity.movement, -1);
    },
    of(account: string, day: string): KeptCounts {
      const { ofContent, ofMovement, bareOfMovement } = dayAt(account, day);
      return {
        ofContent: (content) => ofContent.get(content) ?? 0,
        ofMovement: (movement) => ofMovement.get(movement) ?? 0,
        bareOfMovement: (movement) => bareOfMovement.get(movement) ?? 0,
      };
    },
  };
}

function countUp(counter: Map<string, number>, key: string, count: number): void {
  counter.set(key, (counter.get(key) ?? 0) + count);
}
