/** What all buyers of one rush know together: enough to tell an answer that is true from one that came too early. */
export type Board = {
  readonly linkId: string;
  readonly places: number;
  /** Checkouts for which a good card was sent, and those whose payment was acknowledged. */
  readonly sent: Set<string>;
  readonly paid: Set<string>;
  readonly violations: string[];
  /** How often each answer to a start was given, by status and code. */
  readonly starts: Map<string, number>;
  /** Somebody got a place, and keeps it until he is about to give it back, or for good. */
  keep(checkoutId: string): void;
  giveBack(checkoutId: string): void;
  /** How many checkouts were decided so far: paid, canceled or failed. */
  decisions(): number;
  decided(): void;
  /** Does what may lead to a decision, or to a place. */
  busy<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until more than so many are decided. False: nobody is left who could decide anything. */
  waitForMoreThan(decisions: number): Promise<boolean>;
  violate(text: string): void;
};

export function createBoard(linkId: string, places: number): Board {
  const kept = new Set<string>();
  const violations: string[] = [];
  let decisions = 0;
  let busy = 0;
  let waiting: ((isWorthIt: boolean) => void)[] = [];
  const wake = (isWorthIt: boolean) => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve(isWorthIt);
  };
  return {
    linkId,
    places,
    sent: new Set(),
    paid: new Set(),
    violations,
    starts: new Map(),
    keep: (checkoutId) => {
      kept.add(checkoutId);
      if (kept.size > places) violations.push(`${kept.size} buyers have a place at once, of ${places}`);
    },
    giveBack: (checkoutId) => void kept.delete(checkoutId),
    decisions: () => decisions,
    decided: () => {
      decisions += 1;
      wake(true);
    },
    busy: async (work) => {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        // Whoever goes on at once has not said so yet.
        setImmediate(() => busy === 0 && wake(false));
      }
    },
    waitForMoreThan: (count) =>
      decisions > count ? Promise.resolve(true) : new Promise((resolve) => waiting.push(resolve)),
    violate: (text) => void violations.push(text),
  };
}
