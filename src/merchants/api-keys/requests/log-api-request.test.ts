import { expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import { flushApiRequests, logApiRequest } from './log-api-request.ts';

/** A database that takes what it is given when it is told to. */
function setUp() {
  const written: unknown[][] = [];
  const counted: unknown[] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const database = {
    run: async (_statement: unknown, [rows]: readonly unknown[]) => {
      await gate;
      if (typeof rows === 'string' && rows.startsWith('[')) written.push(JSON.parse(rows));
      return [];
    },
  };
  const context = {
    database,
    clock: { now: () => new Date('2026-06-14T10:00:00Z') },
    countUp: (_counter: unknown, labels: unknown) => counted.push(labels),
  } as unknown as Context;
  const ask = (organizationId: string, times: number) => {
    for (let sent = 0; sent < times; sent += 1)
      logApiRequest(context, {
        requestId: '0198c0de-0000-7000-8000-000000000001',
        method: 'GET',
        route: '/api/transactions/:id/',
        status: 200,
        durationMs: 4.6,
        caller: { kind: 'api-key', organizationId, apiKeyId: 'k', mode: 'live', scopes: [] },
      });
  };
  return { context, ask, release, written, counted };
}

it('lets the flood of one organization wait no longer than memory allows, and leaves room for others', async () => {
  const { context, ask, release, written, counted } = setUp();
  ask('flooding', 700);
  ask('quiet', 1);
  expect(counted).toHaveLength(200);
  expect(counted[0]).toEqual({ reason: 'too_many' });
  release();
  await flushApiRequests(context);
  expect(written).toHaveLength(1);
  expect(written[0]).toHaveLength(501);
  expect(written[0]?.at(-1)).toMatchObject({
    organizationId: 'quiet',
    route: '/api/transactions/{id}/',
    durationMs: 5,
  });
});

it('holds a few thousand in all while the database does not answer, and takes more once it does', async () => {
  const { context, ask, release, counted, written } = setUp();
  ask('first', 1);
  const writing = flushApiRequests(context);
  await Promise.resolve();
  for (let each = 0; each < 20; each += 1) ask(`organization ${each}`, 300);
  expect(counted).toHaveLength(1_000);
  release();
  await writing;
  await flushApiRequests(context);
  ask('afterwards', 1);
  await flushApiRequests(context);
  expect(written.map((rows) => rows.length)).toEqual([1, 5_000, 1]);
  expect(counted).toHaveLength(1_000);
});
