import { NoAnswer } from './failures.ts';
import { timeLimits } from './time-limits.ts';
import { DatabaseUnavailable, OutcomeUnknown } from './unavailable.ts';

export type CoalesceOptions<Input, Output> = {
  /** Answers all inputs in one go, in their order. */
  runBatch: (inputs: Input[]) => Promise<Output[]>;
  /** Only inputs of the same group share a batch. */
  groupOf: (input: Input) => string;
  maximumBatch?: number;
  /** Batches in flight, of all groups and of one. */
  batchesAtOnce?: number;
  batchesAtOncePerGroup?: number;
  /** How many turns of the event loop a batch waits at most while each of them brings another call. */
  gatherTurns?: number;
  /**
   * Whether a failed batch is repeated input by input; `false` lets the failure reach every caller. By default all
   * but the database's absence, which would make every input wait for it in turn.
   */
  repeatSingly?: (error: unknown) => boolean;
  /** How long a caller waits at most, in the queue and for the batch together. */
  answerWithinMs?: number;
  /** Whether somebody still waits for the answer; asked just before a batch leaves. */
  isWanted?: (input: Input) => boolean;
  /** Told of inputs whose callers were told that the outcome is not known. */
  onUnknown?: (inputs: readonly Input[]) => void;
};

type Waiting<Input, Output> = {
  input: Input;
  sinceMs: number;
  isOver: boolean;
  resolve: (output: Output) => void;
  reject: (error: unknown) => void;
};

const lookEveryMs = 250;

/**
 * Lets all calls of a kind that wait go down in one statement, a few batches in flight, each caller getting its
 * own answer. Under low load a call leaves at once, so nothing waits for company.
 *
 * A batch that fails is repeated input by input: a row that fails takes down only its own caller. Inputs carry
 * the ids that they will write, so a batch whose answer was lost writes nothing twice.
 *
 * Nobody waits for ever: who still waits in the queue when the time is over, or has left, is not sent at all; who was
 * sent is told that the outcome is not known.
 */
export function coalesce<Input, Output>(
  options: CoalesceOptions<Input, Output>,
): (input: Input) => Promise<Output> {
  const maximumBatch = options.maximumBatch ?? 256;
  const batchesAtOnce = options.batchesAtOnce ?? 2;
  const batchesAtOncePerGroup = options.batchesAtOncePerGroup ?? batchesAtOnce;
  const gatherTurns = options.gatherTurns ?? 0;
  const repeatSingly = options.repeatSingly ?? ((error: unknown) => !(error instanceof DatabaseUnavailable));
  const waiting = new Map<string, Waiting<Input, Output>[]>();
  let running = 0;
  let scheduled = false;
  let turns = 0;
  let called = 0;
  const answerWithinMs = options.answerWithinMs ?? timeLimits.answerMs;
  const isWanted = options.isWanted ?? (() => true);
  const sent = new Set<Waiting<Input, Output>[]>();
  let looking: NodeJS.Timeout | undefined;
  let elapsedMs = 0;

  const busy = new Map<string, number>();

  const end = (entry: Waiting<Input, Output>, error: unknown): void => {
    if (entry.isOver) return;
    entry.isOver = true;
    entry.reject(error);
    if (error instanceof OutcomeUnknown) options.onUnknown?.([entry.input]);
  };

  const stillWanted = (entry: Waiting<Input, Output>): boolean => {
    if (!entry.isOver && !isWanted(entry.input)) end(entry, new DatabaseUnavailable('The caller has left.'));
    return !entry.isOver;
  };

  // Time during which this process stood still and answers lay unread counts for little.
  const look = (): void => {
    elapsedMs += lookEveryMs;
    const isLate = ({ sinceMs }: Waiting<Input, Output>) => elapsedMs - sinceMs >= answerWithinMs;
    for (const queue of waiting.values())
      for (const entry of queue) {
        if (!isLate(entry)) break;
        end(entry, new DatabaseUnavailable(new NoAnswer(answerWithinMs)));
      }
    for (const batch of sent)
      for (const entry of batch)
        if (isLate(entry)) end(entry, new OutcomeUnknown(new NoAnswer(answerWithinMs)));
    if (waiting.size > 0 || sent.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  };

  const takeBatch = (): { group: string; batch: Waiting<Input, Output>[] } | undefined => {
    for (const [group, queue] of waiting) {
      if ((busy.get(group) ?? 0) >= batchesAtOncePerGroup) continue;
      const batch = queue.splice(0, maximumBatch).filter(stillWanted);
      // A group that still waits goes to the end, so that a busy one starves no other.
      waiting.delete(group);
      if (queue.length > 0) waiting.set(group, queue);
      if (batch.length > 0) return { group, batch };
    }
    return undefined;
  };

  const count = (group: string, change: 1 | -1): void => {
    running += change;
    const left = (busy.get(group) ?? 0) + change;
    if (left === 0) busy.delete(group);
    else busy.set(group, left);
  };

  const answer = (entry: Waiting<Input, Output>, output: Output): void => {
    entry.isOver = true;
    entry.resolve(output);
  };

  const runSingly = async (entry: Waiting<Input, Output>): Promise<void> => {
    try {
      const [output] = await options.runBatch([entry.input]);
      answer(entry, output as Output);
    } catch (error) {
      end(entry, error);
    }
  };

  const runTogether = async (batch: Waiting<Input, Output>[]): Promise<void> => {
    try {
      const outputs = await options.runBatch(batch.map((entry) => entry.input));
      batch.forEach((entry, index) => void answer(entry, outputs[index] as Output));
    } catch (error) {
      if (batch.length === 1 || !repeatSingly(error)) {
        for (const entry of batch) end(entry, error);
        return;
      }
      for (const entry of batch) if (stillWanted(entry)) await runSingly(entry);
    }
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(drainOrGather);
  };

  const drainOrGather = (): void => {
    if (called > 0 && turns < gatherTurns) {
      turns += 1;
      called = 0;
      setImmediate(drainOrGather);
      return;
    }
    turns = 0;
    called = 0;
    scheduled = false;
    drain();
  };

  const drain = (): void => {
    while (running < batchesAtOnce) {
      const taken = takeBatch();
      if (!taken) return;
      count(taken.group, 1);
      sent.add(taken.batch);
      void runTogether(taken.batch).finally(() => {
        sent.delete(taken.batch);
        count(taken.group, -1);
        if (gatherTurns > 0) schedule();
        else drain();
      });
    }
  };

  return (input) =>
    new Promise((resolve, reject) => {
      const group = options.groupOf(input);
      const queue = waiting.get(group) ?? [];
      queue.push({ input, sinceMs: elapsedMs, isOver: false, resolve, reject });
      waiting.set(group, queue);
      looking ??= setInterval(look, lookEveryMs);
      called += 1;
      schedule();
    });
}
