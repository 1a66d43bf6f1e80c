import { expect, it } from 'vitest';
import { runEach } from './run-each.ts';

const silent = { error: () => undefined };

it('one piece that fails holds up no other, is logged, and counts as handled', async () => {
  const done: number[] = [];
  const logged: unknown[] = [];
  const log = { error: (fields: Record<string, unknown>) => void logged.push(fields) };
  const failure = new Error('no answer');
  const count = await runEach(log, 'ask-providers', [1, 2, 3], async (item) => {
    if (item === 2) throw failure;
    done.push(item);
  });
  expect({ count, done }).toEqual({ count: 3, done: [1, 3] });
  expect(logged).toEqual([{ job: 'ask-providers', err: failure }]);
});

it('waits for every piece, also after one failed', async () => {
  let release: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isDone = false;
  const all = runEach(silent, 'job', ['fails', 'slow'], (item) =>
    item === 'fails' ? Promise.reject(new Error('no')) : slow,
  ).then(() => {
    isDone = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  release();
  await all;
});
