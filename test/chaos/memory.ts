/** One line of the history: when, who, and what happened. */
export type Happening = { readonly atMs: number; readonly who: string; readonly what: string };

export type Violation = { readonly guarantee: string; readonly found: string };

/** A checkout whose start somebody saw acknowledged. */
export type SeenCheckout = {
  readonly id: string;
  readonly token: string;
  readonly linkId: string;
  readonly buyer: number;
};

/** A payment that a buyer saw acknowledged. */
export type SeenPayment = SeenCheckout & { readonly transactionId: string; readonly shopNumber: number };

/** Somebody was told that a link is used up, when its limit had been raised to at least this. */
export type ToldUsedUp = { readonly linkId: string; readonly limit: number; readonly buyer: number };

export const counted = [
  'buyers',
  'willing',
  'retries',
  'refusedForLater',
  'kills',
  'terminations',
  'stops',
  'databaseRestarts',
  'databaseKills',
  'cuts',
  'lostAnswers',
  'delays',
  'freezes',
  'blackHoles',
  'lostStandbys',
  'fullDisks',
  'secondServers',
  'simulatorChanges',
  'refundsAsked',
  'linksSwitched',
  'limitsRaised',
  'statements',
  'audits',
] as const;
export type Counted = (typeof counted)[number];

/** What everybody saw: the story that the stored rows have to agree with at the end. */
export type Memory = {
  readonly history: readonly Happening[];
  readonly violations: readonly Violation[];
  readonly counts: Record<Counted, number>;
  readonly checkouts: Map<string, SeenCheckout>;
  readonly payments: Map<string, SeenPayment>;
  /** Checkouts whose cancellation was acknowledged. */
  readonly canceled: Set<string>;
  /** Refunds that were acknowledged, with the transaction that they belong to. */
  readonly refunds: Map<string, string>;
  readonly usedUp: ToldUsedUp[];
  /** The answer that took longest, and what was asked; without the time for which nobody could run. */
  readonly slowest: { readonly tookMs: number; readonly what: string };
  /** Looks how long somebody waited for an answer. */
  waited(tookMs: number, who: string, what: string): void;
  note(who: string, what: string): void;
  violate(guarantee: string, found: string): void;
  count(name: Counted): void;
};

/** What nobody waits longer for, and what a busy machine may add: everything here runs on the same one. */
const longestAnswerMs = 5_000;
const busyMachineMs = 3_000;

export function createMemory(): Memory {
  const startedMs = performance.now();
  const history: Happening[] = [];
  const violations: Violation[] = [];
  const counts = Object.fromEntries(counted.map((name) => [name, 0])) as Record<Counted, number>;
  let slowest = { tookMs: 0, what: '' };
  const note = (who: string, what: string) => {
    history.push({ atMs: Math.round(performance.now() - startedMs), who, what });
  };
  const violate = (guarantee: string, found: string) => {
    violations.push({ guarantee, found });
    note('VIOLATION', `${guarantee}: ${found}`);
  };
  return {
    history,
    violations,
    counts,
    checkouts: new Map(),
    payments: new Map(),
    canceled: new Set(),
    refunds: new Map(),
    usedUp: [],
    get slowest() {
      return slowest;
    },
    waited: (tookMs, who, what) => {
      if (tookMs > slowest.tookMs) slowest = { tookMs: Math.round(tookMs), what };
      if (tookMs > longestAnswerMs + busyMachineMs)
        violate('Nobody waits longer than five seconds', `${who}: ${what} took ${Math.round(tookMs)} ms`);
    },
    note,
    violate,
    count: (name) => {
      counts[name] += 1;
    },
  };
}
