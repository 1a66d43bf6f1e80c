import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#app';
import { checkoutJobs } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { openApiDocument } from '#platform/http/openapi.ts';
import { verify } from '#reporting/verify/verify.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Json, Reply } from '#test/support/client.ts';
import { must } from '#test/support/scenario.ts';
import { apiPermissions } from './permissions/api.ts';
import { type Breaking, breakingDatabase } from './support/breaking-database.ts';
import { dumpOf } from './support/dump.ts';
import { type MoneyMove, scenarioOf } from './support/money-moves.ts';
import { organizationOf } from './support/people.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

/** Found from the document that clients read: whatever it says takes the header is held to its promise. */
const document = openApiDocument(routes, { title: '', version: '', serverUrl: '' }) as Json;
const operations: string[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Json>).flatMap(([method, { parameters }]) =>
    parameters.some((each: Json) => each.in === 'header' && each.name === 'Idempotency-Key')
      ? [`${method.toUpperCase()} ${path}`]
      : [],
  ),
);

it('every POST that creates or moves money takes the header, and the document says so of no other', () => {
  const promised = Object.entries(apiPermissions)
    .filter(([name, { idempotent }]) => idempotent && name.includes(' /api/'))
    .map(([name]) => name.replaceAll(/:(\w+)/g, '{$1}'));
  expect(operations.toSorted()).toEqual(promised.sort());
});

const send = ({ client, path }: MoneyMove, body: Json, key: string | undefined) =>
  client.post(path, body, key === undefined ? {} : { 'idempotency-key': key });
const isReplay = ({ headers }: Reply<Json>) => headers.get('idempotent-replayed') === 'true';
/** What stays of an answer that was given while the provider was still being asked. */
const lasting = ({ status: _, updated_at: __, ...rest }: Json) => rest;
const isPublic = ({ client }: MoneyMove) => client.headers.authorization === undefined;

/** All rows of the organization but what tells when a key was used last, and that an answer was asked for again. */
async function rowsOf(of: World) {
  const {
    api_keys: _,
    idempotency_keys: keys = [],
    ...rows
  } = await dumpOf(app, organizationOf(of.merchant));
  return { ...rows, keys: keys.map((row) => String(row).replace('"confirmed": true, ', '')) };
}

describe.each(operations)('%s', (operation) => {
  const prepare = () => scenarioOf(operation)(world);

  it('gives the first answer again and changes nothing more', async () => {
    const move = await prepare();
    const key = randomUUID();
    const first = await send(move, move.body, key);
    expect(first.status, first.text).toBeLessThan(300);
    expect(isReplay(first)).toBe(false);
    const rows = await rowsOf(world);
    for (let again = 0; again < 3; again++) {
      const replay = await send(move, reordered(move.body), key);
      expect(isReplay(replay)).toBe(true);
      expect([replay.status, replay.body]).toEqual([first.status, first.body]);
    }
    expect(await rowsOf(world)).toEqual(rows);
    expect(await move.moved()).toBe(1);
  });

  it('takes another key for another request', async () => {
    const move = await prepare();
    const first = await send(move, move.body, randomUUID());
    const second = await send(move, move.body, randomUUID());
    expect(isReplay(second)).toBe(false);
    // A checkout is paid once whatever its keys; anything else is simply done again.
    if (second.status >= 300) expect(second.body.code).toBe('checkout_already_paid');
    else expect(second.body).not.toEqual(first.body);
  });

  it('422 for the same key with other content, which changes nothing', async () => {
    const move = await prepare();
    const key = randomUUID();
    await send(move, move.body, key);
    const rows = await rowsOf(world);
    const other = await send(move, move.otherBody ?? move.body, key);
    if (move.otherBody) expect(other.body).toMatchObject({ status: 422, code: 'idempotency_key_reuse' });
    else expect(isReplay(other)).toBe(true);
    expect(await rowsOf(world)).toEqual(rows);
  });

  it('moves money once, however many ask at the same time', async () => {
    const move = await prepare();
    const key = randomUUID();
    const replies = await Promise.all(Array.from({ length: 12 }, () => send(move, move.body, key)));
    const done = replies.filter(({ status }) => status < 300);
    expect(done.filter((reply) => !isReplay(reply))).toHaveLength(1);
    for (const { body } of done) expect(lasting(body)).toEqual(lasting(done[0]?.body));
    for (const reply of replies.filter(({ status }) => status >= 300)) {
      expect(reply.body, reply.text).toMatchObject({ status: 409, code: 'idempotency_in_progress' });
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await move.moved()).toBe(1);
  });

  it('a refused request leaves its key free', async () => {
    const move = await prepare();
    const key = randomUUID();
    const refused = await send(move, { ...move.body, no_such_field: 1 }, key);
    expect(refused.status).toBe(400);
    const good = await send(move, move.body, key);
    expect([good.status < 300, isReplay(good)], good.text).toEqual([true, false]);
  });

  it('forgets a key after 24 hours', async () => {
    const move = await prepare();
    const key = randomUUID();
    must((await send(move, move.body, key)).status, await send(move, move.body, key));
    app.clock.advance(24 * 3_600_000 + 1_000);
    try {
      expect(isReplay(await send(move, move.body, key))).toBe(false);
    } finally {
      app.clock.set(0);
    }
  });

  it.each([
    ['empty', ''],
    ['longer than 255 characters', 'k'.repeat(256)],
    ['with other than printable characters', 'kéy-1234567890123456'],
    ['with a tab inside', 'key\t1234567890123456'],
  ])('400 for a key that is %s', async (_, key) => {
    const move = await prepare();
    const reply = await send(move, move.body, key);
    expect(reply.body).toMatchObject({ status: 400, code: 'invalid_idempotency_key' });
    expect(await move.moved()).toBe(0);
  });

  it('takes keys of 255 characters, and short ones only from callers with credentials', async () => {
    const long = await prepare();
    expect((await send(long, long.body, 'k'.repeat(200) + randomUUID().padEnd(55, '~'))).status).toBeLessThan(
      300,
    );
    const short = await prepare();
    const reply = await send(short, short.body, randomUUID().slice(0, 15));
    if (isPublic(short)) expect(reply.body).toMatchObject({ status: 400, code: 'invalid_idempotency_key' });
    else expect(reply.status).toBeLessThan(300);
  });

  it("one caller's key is nothing to another", async () => {
    const key = randomUUID();
    const [mine, theirs] = [await prepare(), await scenarioOf(operation)(await makeWorld(app))];
    must((await send(mine, mine.body, key)).status, await send(mine, mine.body, key));
    const reply = await send(theirs, theirs.body, key);
    expect([reply.status < 300, isReplay(reply)], reply.text).toEqual([true, false]);
  });
});

describe('when the process dies between any two statements', () => {
  let database: Breaking;
  beforeAll(() => {
    database = breakingDatabase();
  });
  afterAll(() => database.restore());

  it.each(operations)(
    '%s moves money once at most, and the same request in the end says whether it did',
    async (operation) => {
      const outcomes: string[] = [];
      for (let point = 1; ; point++) {
        const move = await scenarioOf(operation)(world);
        const key = randomUUID();
        database.breakAfter(point);
        const first = await send(move, move.body, key);
        const wasBroken = database.repair();
        const last = await finish(move, key);
        const moved = await move.moved();
        expect(moved, `after statement ${point}: ${last.text}`).toBe(last.status < 300 ? 1 : 0);
        expect([200, 201, 402], `after statement ${point}: ${last.text}`).toContain(last.status);
        const again = await send(move, move.body, key);
        expect([again.status, isReplay(again)], `after statement ${point}: ${again.text}`).toEqual([
          last.status,
          true,
        ]);
        expect(await move.moved()).toBe(moved);
        outcomes.push(`${first.status} then ${last.status}`);
        if (!wasBroken) break;
      }
      // At least once the answer was lost although everything had been written.
      expect(outcomes.length).toBeGreaterThan(1);
      expect(outcomes.at(-1)).toMatch(/^20[01] then/);
    },
    60_000,
  );

  it('the books are right afterwards', async () => {
    const { findings } = await verify(app.context);
    expect(findings).toEqual([]);
  });
});

/** What a client does that lost its answer: the same request with the same key, until it is told. */
async function finish(move: MoneyMove, key: string): Promise<Reply<Json>> {
  for (let tries = 0; ; tries++) {
    const reply = await send(move, move.body, key);
    const isOpen = reply.status === 503 || reply.body.code === 'idempotency_in_progress';
    if (!isOpen || tries === 20) return reply;
    app.clock.advance(2_000);
    for (const job of [...checkoutJobs, sendRefundsJob]) await job.runDue(app.context);
  }
}

function reordered(body: Json): Json {
  return Object.fromEntries(Object.entries(body).reverse());
}
