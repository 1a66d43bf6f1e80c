import { isToldAlready } from '#platform/db/unavailable.ts';

type FailureLog = { error: (fields: Record<string, unknown>, message: string) => void };

/**
 * Does every piece of claimed work at once and waits for all. One that fails is logged and holds up no other; it
 * comes back by itself when its lease ends.
 *
 * @returns how many pieces there were
 */
export async function runEach<Item>(
  log: FailureLog,
  jobName: string,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<number> {
  const outcomes = await Promise.allSettled(items.map(work));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected' && !isToldAlready(outcome.reason))
      log.error({ job: jobName, err: outcome.reason }, 'a piece of due work failed and will be tried again');
  }
  return items.length;
}
