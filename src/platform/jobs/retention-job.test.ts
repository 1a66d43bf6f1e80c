import { expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';
import { retentionJob, rowsAtOnce } from './retention-job.ts';

function setting() {
  const told: unknown[] = [];
  const failures: unknown[] = [];
  const log = {
    info: (fields: unknown) => void told.push(fields),
    error: ({ rule }: { rule: string }) => void failures.push(rule),
  };
  return { context: { log } as unknown as Context, told, failures };
}

const rule = (
  table: string,
  left: number,
  rows?: string,
): RetentionRule<Context> & { left: () => number } => {
  let due = left;
  return {
    table,
    ...(rows ? { rows } : {}),
    kept: 'a day',
    why: 'A test.',
    left: () => due,
    sweep: async (_, limit) => {
      const taken = Math.min(due, limit);
      due -= taken;
      return { rows: taken, isDone: due === 0 };
    },
  };
};

it('takes one step of at most a thousand rows a run, goes on where it stopped, and tells at the end what each rule removed', async () => {
  const { context, told } = setting();
  const [large, small] = [rule('large', 2_500), rule('small', 3, 'old ones')];
  const job = retentionJob([large, rule('empty', 0), small]);
  const runs: number[] = [];
  for (let rows = -1; rows !== 0; runs.push(rows)) rows = await job.runDue(context);
  expect(rowsAtOnce).toBe(1_000);
  expect(runs).toEqual([1_000, 1_000, 500, 3, 0]);
  expect(told).toEqual([{ removed: { large: 2_500, 'small: old ones': 3 } }]);
  expect(await job.runDue(context)).toBe(0);
  expect(told[1]).toEqual({ removed: {} });
});

it('goes on with the next rule after one that fails, and tries that one again in the next round', async () => {
  const { context, told, failures } = setting();
  const broken: RetentionRule<Context> = {
    ...rule('broken', 1),
    sweep: () => Promise.reject(new Error('no')),
  };
  const job = retentionJob([broken, rule('whole', 1)]);
  expect([await job.runDue(context), await job.runDue(context)]).toEqual([1, 0]);
  expect({ told, failures }).toEqual({ told: [{ removed: { whole: 1 } }], failures: ['broken'] });
  await job.runDue(context);
  expect(failures).toEqual(['broken', 'broken']);
});
