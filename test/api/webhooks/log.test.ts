import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Receiver, startReceiver, status } from '#test/support/receiver.ts';
import { eventually, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

/** What a merchant looks up in the log of deliveries, and how the endpoint does. */
let app: TestApp;
let receiver: Receiver;
let merchant: Merchant;

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set(0);
  receiver = await startReceiver();
  merchant = await signUp(app);
  must(200, await merchant.client.put(path, { url: receiver.url, enabled: true }));
  return () => receiver.close();
});

const path = '/api/organization/webhook/';
const get = async (address: string) => must(200, await merchant.client.get(address));
const list = async (query = ''): Promise<Json[]> => (await get(`${path}deliveries/${query}`)).results;
const sendTest = async () => must(202, await merchant.client.post(`${path}test/`)).event_id as string;

async function payOne(): Promise<Json> {
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id);
  return must(200, await pay(app, checkout.token));
}

describe('GET /api/organization/webhook/deliveries/', () => {
  it('finds what one payment led to, its refunds included, and nothing else', async () => {
    const [first, second] = [await payOne(), await payOne()];
    const client = await keyWith(['refunds:write']);
    must(201, await client.post(`/api/transactions/${first.transaction_id}/refund/`, { amount: '1.00' }));
    await sendTest();
    const ofFirst = `?transaction=${first.transaction_id.toLowerCase()}`;
    const found = await eventually(
      () => list(ofFirst),
      (rows) =>
        rows.some(
          ({ event, told_status }) => event === 'refund.status_changed' && told_status === 'succeeded',
        ),
    );
    expect(found.every(({ transaction_id }) => transaction_id === first.transaction_id)).toBe(true);
    expect(found.map(({ told_status }) => told_status)).toContain('paid');
    const others = await list(`?transaction=${second.transaction_id}`);
    expect(others.map(({ transaction_id }) => transaction_id)).toContain(second.transaction_id);
    expect(found.map(({ id }) => id)).not.toContain(others[0].id);
    expect(await list('?transaction=TX0')).toEqual([]);
  });

  it('finds those of one event, of one type, and of one status', async () => {
    await payOne();
    const eventId = await sendTest();
    const [delivery] = await eventually(
      () => list(`?event_id=${eventId}`),
      ([row]) => row?.status === 'delivered',
    );
    expect(delivery).toMatchObject({ event: 'webhook.test', transaction_id: null, told_status: null });
    expect((await list('?event=webhook.test')).map(({ id }) => id)).toEqual([delivery.id]);
    expect(await list('?event_id=evt_0')).toEqual([]);
    expect(await list('?event=webhook.test&status=failed')).toEqual([]);
    receiver.respond(status(500));
    const failing = await sendTest();
    await eventually(
      () => list('?status=pending'),
      ([row]) => row?.event_id === failing && row.attempts.length > 0,
    );
  });

  it('400 for a filter that there is not', async () => {
    for (const query of [
      '?event=checkout.opened',
      '?status=lost',
      '?event_id=',
      '?transaction=',
      '?cursor=x',
    ])
      expect((await merchant.client.get(`${path}deliveries/${query}`)).status, query).toBe(400);
  });
});

describe('GET /api/organization/webhook/deliveries/:id/', () => {
  it('tells when it is tried next, and the plan of three days after that', async () => {
    receiver.respond(status(502));
    await sendTest();
    const [waiting] = await eventually(list, ([row]) => row?.attempts.length > 0);
    const shown = await get(`${path}deliveries/${waiting.id}/`);
    expect(shown).toMatchObject({ id: waiting.id, status: 'pending', response: { status: 502 } });
    const times = shown.planned_attempts.map((at: string) => Date.parse(at));
    expect(shown.planned_attempts[0]).toBe(shown.next_attempt_at);
    expect(shown.attempts.length + times.length).toBe(14);
    const pauses = times.slice(1).map((at: number, index: number) => (at - times[index]) / 1_000);
    const hours = [2, 5, 10, 10, 10, 10, 10, 10].map((hour) => hour * 3_600);
    expect(pauses).toEqual([30, 120, 600, 1_800, ...hours]);
  });

  it('404 for one that there is not', async () => {
    for (const id of ['0197f0a0-0000-7000-8000-000000000000', 'x'])
      expect((await merchant.client.get(`${path}deliveries/${id}/`)).status).toBe(404);
  });
});

describe('how the endpoint does', () => {
  it('shows the latest attempts in their order, and how many deliveries wait', async () => {
    await sendTest();
    await eventually(list, ([row]) => row?.status === 'delivered');
    receiver.respond(status(503));
    await sendTest();
    const endpoint = await eventually(
      () => get(path),
      ({ recent_attempts }) => recent_attempts.length === 2,
    );
    expect(endpoint.waiting).toBe(1);
    expect(endpoint.recent_attempts.map((attempt: Json) => attempt.status)).toEqual([204, 503]);
    expect(endpoint.recent_attempts[1].error).toContain('503');
  });

  it('counts no attempt that was never made', async () => {
    receiver.respond(status(503));
    await sendTest();
    await eventually(list, ([row]) => row?.attempts.length === 1);
    must(200, await merchant.client.put(path, { url: receiver.url, enabled: false }));
    const endpoint = await get(path);
    expect(endpoint.waiting).toBe(0);
    expect(endpoint.recent_attempts).toHaveLength(1);
  });
});

async function keyWith(scopes: readonly string[]) {
  const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', { scopes }));
  return app.client().withKey(raw_key);
}
