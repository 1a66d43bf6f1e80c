import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordEvents } from '#messaging/events/record-event.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { eventually, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/events/';

async function organizationIdOf(merchant: Merchant): Promise<string> {
  const { rows } = await app.context.database.pool.query(
    'select organization_id from memberships join users on users.id = user_id where email = $1',
    [merchant.email],
  );
  return rows[0].organization_id;
}

type Committed = { readonly ids: string[] };

/** Commits transactions that each write a few events, some of them holding theirs open for a while. */
async function write(organizationId: string, transactions: number, mode: 'sandbox' | 'live' = 'sandbox') {
  const committed: Committed = { ids: [] };
  const writeOne = async (index: number) => {
    await app.context.database.transaction(async (tx) => {
      for (let part = 0; part < 1 + (index % 3); part++) {
        const now = app.clock.now();
        const id = uuidv7(now);
        const body = JSON.stringify({
          event: 'webhook.test',
          event_id: formatId('evt', id),
          mode,
          created_at: now.toISOString(),
          index,
        });
        const event = { id, organizationId, mode, type: 'webhook.test', isPublic: true, body };
        await recordEvents(tx, [event], now);
        committed.ids.push(formatId('evt', id));
      }
    });
  };
  const queues = Array.from({ length: 6 }, async (_, queue) => {
    for (let index = queue; index < transactions; index += 6) await writeOne(index);
  });
  await Promise.all(queues);
  return committed;
}

/** Reads on from the last position until it has this many events; remembers nothing else. */
async function follow(client: Client, wanted: () => number, limit: number): Promise<Json[]> {
  const events: Json[] = [];
  let after = 0;
  while (events.length < wanted()) {
    const page = must(200, await client.get(`${path}?after=${after}&limit=${limit}`));
    expect(page.next_after).toBeGreaterThanOrEqual(after);
    events.push(...page.results);
    after = page.next_after;
  }
  return events;
}

describe('a reader that remembers the last position', () => {
  it.each([
    ['the relay gives positions', true],
    ['no relay runs', false],
  ])('misses nothing and gets nothing twice while others write: %s', async (_, hasRelay) => {
    const reading = hasRelay
      ? app
      : await startApp({ database: app.database, clock: app.clock, env: { JOBS: 'off' } });
    const merchant = await signUp(app);
    const client = reading.client().withToken(merchant.token);
    const organizationId = await organizationIdOf(merchant);
    let expected = Number.POSITIVE_INFINITY;
    const readers = [2, 7, 25, 100].map((limit) => follow(client, () => expected, limit));
    const { ids } = await write(organizationId, 150);
    expected = ids.length;
    for (const events of await Promise.all(readers)) {
      expect(events.map(({ position }) => position)).toEqual(ids.map((_, index) => index + 1));
      expect(events.map(({ event_id }) => event_id).sort()).toEqual([...ids].sort());
    }
    if (!hasRelay) await reading.stop();
  });
});

describe('GET /api/events/', () => {
  it('200: tells of a payment as a webhook does, oldest first', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id);
    const paid = must(200, await pay(app, checkout.token));
    const page = await eventually(
      async () => must(200, await merchant.client.get(path)),
      ({ results }) => results.length === 2,
    );
    expect(page.results).toMatchObject([
      { position: 1, sequence: 1, status: 'processing' },
      {
        position: 2,
        sequence: 2,
        event: 'transaction.status_changed',
        event_id: expect.stringMatching(/^evt_/),
        transaction_id: paid.transaction_id,
        status: 'paid',
        depositAttempts: [{ status: 'succeeded' }],
        mode: 'sandbox',
      },
    ]);
    expect(page.next_after).toBe(2);
    const { body } = (
      await app.context.database.pool.query(
        `select body from events where type = 'transaction.status_changed' and sequence = 2 and transaction_id is not null
         order by created_at desc limit 1`,
      )
    ).rows[0];
    const { position: _, ...payload } = page.results[1];
    expect(payload).toEqual(JSON.parse(body));
  });

  it('200: page by page, and empty at the end', async () => {
    const merchant = await signUp(app);
    await write(await organizationIdOf(merchant), 3);
    await eventually(
      async () => must(200, await merchant.client.get(path)).results,
      (results) => results.length === 6,
    );
    const first = must(200, await merchant.client.get(`${path}?limit=4`));
    expect(first.results.map(({ position }: Json) => position)).toEqual([1, 2, 3, 4]);
    const second = must(200, await merchant.client.get(`${path}?limit=4&after=${first.next_after}`));
    expect(second.results.map(({ position }: Json) => position)).toEqual([5, 6]);
    const third = must(200, await merchant.client.get(`${path}?after=${second.next_after}`));
    expect(third).toEqual({ results: [], next_after: 6 });
  });

  it('200: an API key reads its own mode only, and passes the positions of the other', async () => {
    const merchant = await signUp(app);
    const organizationId = await organizationIdOf(merchant);
    const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    await write(organizationId, 1);
    await write(organizationId, 3, 'live');
    const key = app.client().withKey(raw_key);
    const page = await eventually(
      async () => must(200, await key.get(path)),
      ({ next_after }) => next_after === 7,
    );
    expect(page.results.map(({ mode }: Json) => mode)).toEqual(['sandbox']);
    expect(must(200, await merchant.client.get(`${path}?mode=live`)).results).toHaveLength(6);
  });

  it('200: nothing of another organization', async () => {
    const merchant = await signUp(app);
    await write(await organizationIdOf(merchant), 2);
    const stranger = await signUp(app);
    expect(must(200, await stranger.client.get(path))).toEqual({ results: [], next_after: 0 });
  });

  it('401 without credentials; 403 for a key without payments:read', async () => {
    expect((await app.client().get(path)).status).toBe(401);
    const merchant = await signUp(app);
    const { raw_key } = must(
      201,
      await merchant.client.post('/api/organization/api-keys/', { scopes: ['checkout:create'] }),
    );
    const refused = await app.client().withKey(raw_key).get(path);
    expect([refused.status, refused.body.code]).toEqual([403, 'missing_scope']);
  });

  it.each([
    'after=-1',
    'after=x',
    'after=1.5',
    'after=99999999999999999999',
    'after=1e999',
    'after=-1e999',
    'limit=1e999',
    'limit=0',
    'limit=101',
    'cursor=x',
  ])('400: %s', async (query) => {
    const { client } = await signUp(app);
    expect((await client.get(`${path}?${query}`)).status).toBe(400);
  });
});
