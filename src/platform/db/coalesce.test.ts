import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';
import { DatabaseUnavailable, OutcomeUnknown } from './unavailable.ts';

/** A batch runner whose batches the test lets finish when it likes. */
function controlled() {
  const batches: { inputs: string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const runBatch = (inputs: string[]) =>
    new Promise<string[]>((resolve, reject) => {
      batches.push({
        inputs,
        answer: () => resolve(inputs.map((input) => input.toUpperCase())),
        fail: reject,
      });
    });
  return { batches, runBatch };
}

const oneGroup = () => 'all';
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('calls that wait', () => {
  it('go down together, each with its own answer in its own order', async () => {
    const { batches, runBatch } = controlled();
    const call = coalesce({ groupOf: oneGroup, runBatch });
    const answers = Promise.all(['a', 'b', 'c'].map(call));
    await turn();
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a', 'b', 'c']]);
    batches[0]?.answer();
    expect(await answers).toEqual(['A', 'B', 'C']);
  });

  it('wait for company while it keeps coming, but only for so many turns', async () => {
    const { batches, runBatch } = controlled();
    const call = coalesce({ groupOf: oneGroup, runBatch, gatherTurns: 2 });
    const answers = [call('a')];
    await turn();
    answers.push(call('b'));
    await turn();
    expect(batches).toEqual([]);
    answers.push(call('c'));
    await turn();
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a', 'b', 'c']]);
    answers.push(call('d'));
    await turn();
    await turn();
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a', 'b', 'c'], ['d']]);
    for (const batch of batches) batch.answer();
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('never share a batch with another group', async () => {
    const { batches, runBatch } = controlled();
    const call = coalesce({ groupOf: (input: string) => input.slice(0, 1), runBatch });
    const answers = Promise.all(['a1', 'b1', 'a2'].map(call));
    await turn();
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a1', 'a2'], ['b1']]);
    for (const batch of batches) batch.answer();
    expect(await answers).toEqual(['A1', 'B1', 'A2']);
  });

  it('leave while at most two batches are on their way; the others wait and go together', async () => {
    const { batches, runBatch } = controlled();
    const call = coalesce({ groupOf: oneGroup, runBatch });
    const answers: Promise<string>[] = [];
    for (const input of ['a', 'b', 'c', 'd']) {
      answers.push(call(input));
      await turn();
    }
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a'], ['b']]);
    batches[0]?.answer();
    await answers[0];
    await turn();
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a'], ['b'], ['c', 'd']]);
    batches[1]?.answer();
    batches[2]?.answer();
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('are cut into batches of the largest size, and a busy group starves no other', async () => {
    const { batches, runBatch } = controlled();
    const call = coalesce({
      groupOf: (input: string) => input.slice(0, 1),
      runBatch,
      maximumBatch: 2,
      batchesAtOnce: 1,
    });
    const answers = Promise.all(['a1', 'a2', 'a3', 'a4', 'a5', 'b1'].map(call));
    for (let done = 0; done < 4; done++) {
      await turn();
      batches[done]?.answer();
      await turn();
    }
    expect(batches.map(({ inputs }) => inputs)).toEqual([['a1', 'a2'], ['b1'], ['a3', 'a4'], ['a5']]);
    expect(await answers).toHaveLength(6);
  });
});

describe('a batch that fails', () => {
  it('is repeated input by input: a row that fails takes down only its own caller', async () => {
    const sizes: number[] = [];
    const call = coalesce<string, string>({
      groupOf: oneGroup,
      runBatch: async (inputs) => {
        sizes.push(inputs.length);
        if (inputs.includes('bad')) throw new Error('refused');
        return inputs.map((input) => input.toUpperCase());
      },
    });
    const answers = await Promise.allSettled(['a', 'bad', 'c'].map(call));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sizes).toEqual([3, 1, 1, 1]);
  });

  it('of one is not repeated', async () => {
    let runs = 0;
    const call = coalesce<string, string>({
      groupOf: oneGroup,
      runBatch: async () => {
        runs += 1;
        throw new Error('refused');
      },
    });
    await expect(call('a')).rejects.toThrow('refused');
    expect(runs).toBe(1);
  });

  it('for a reason that hits all alike reaches every caller at once', async () => {
    let runs = 0;
    const call = coalesce<string, string>({
      groupOf: oneGroup,
      runBatch: async () => {
        runs += 1;
        throw new Error('gone');
      },
      repeatSingly: (error) => (error as Error).message !== 'gone',
    });
    const answers = await Promise.allSettled(['a', 'b', 'c'].map(call));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(runs).toBe(1);
  });

  it('because the database is away is not repeated: every caller hears of it at once, not one after the other', async () => {
    let runs = 0;
    const call = coalesce<string, string>({
      groupOf: oneGroup,
      runBatch: async () => {
        runs += 1;
        throw new DatabaseUnavailable('gone');
      },
    });
    const answers = await Promise.allSettled(['a', 'b', 'c'].map(call));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(runs).toBe(1);
  });

  it('frees its turn for those that come later', async () => {
    const call = coalesce<string, string>({
      groupOf: oneGroup,
      batchesAtOnce: 1,
      runBatch: async (inputs) => {
        if (inputs.includes('bad')) throw new Error('refused');
        return inputs;
      },
    });
    await expect(call('bad')).rejects.toThrow('refused');
    expect(await call('good')).toBe('good');
  });
});

describe('a caller', () => {
  const slow = (unknown: string[], gone = new Set<string>()) => {
    const { batches, runBatch } = controlled();
    const call = coalesce<string, string>({
      groupOf: oneGroup,
      runBatch,
      batchesAtOnce: 1,
      answerWithinMs: 250,
      isWanted: (input) => !gone.has(input),
      onUnknown: (inputs) => unknown.push(...inputs),
    });
    return { batches, call };
  };

  it('whose batch stands still is told that the outcome is not known, and one in the queue that nothing was done', async () => {
    const unknown: string[] = [];
    const { batches, call } = slow(unknown);
    const sent = call('sent').catch((error: unknown) => error);
    await turn();
    const waiting = call('waiting').catch((error: unknown) => error);
    expect(await sent).toBeInstanceOf(OutcomeUnknown);
    expect(await waiting).toBeInstanceOf(DatabaseUnavailable);
    expect(await waiting).not.toBeInstanceOf(OutcomeUnknown);
    expect(unknown).toEqual(['sent']);
    // The next batch goes on, and whoever was told that nothing was done is not sent any more.
    batches[0]?.answer();
    const next = call('next');
    await turn();
    batches[1]?.answer();
    expect(await next).toBe('NEXT');
    expect(batches.map(({ inputs }) => inputs)).toEqual([['sent'], ['next']]);
  });

  it('who has left before the batch leaves is not sent', async () => {
    const gone = new Set<string>();
    const { batches, call } = slow([], gone);
    const first = call('first');
    await turn();
    const left = call('left').catch((error: unknown) => error);
    const stays = call('stays');
    gone.add('left');
    batches[0]?.answer();
    await first;
    await turn();
    batches[1]?.answer();
    expect(await stays).toBe('STAYS');
    expect(await left).toBeInstanceOf(DatabaseUnavailable);
    expect(batches.map(({ inputs }) => inputs)).toEqual([['first'], ['stays']]);
  });

  it('whose batch lost its answer is handed on as one whose outcome is not known', async () => {
    const unknown: string[] = [];
    const { batches, call } = slow(unknown);
    const answers = Promise.allSettled([call('a'), call('b')]);
    await turn();
    batches[0]?.fail(new OutcomeUnknown('gone'));
    await answers;
    expect(unknown).toEqual(['a', 'b']);
    expect(batches).toHaveLength(1);
  });
});
