import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryRetention } from '#messaging/webhooks/deliveries/retention.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Received, type Receiver, startReceiver, status } from '#test/support/receiver.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let receiver: Receiver;
let merchant: Merchant;
let secret: string;

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set(0);
  receiver = await startReceiver();
  merchant = await signUp(app);
  secret = (await putEndpoint()).secret;
  return () => receiver.close();
});

const path = '/api/organization/webhook/';

async function putEndpoint(overrides: Record<string, unknown> = {}): Promise<Json> {
  return must(200, await merchant.client.put(path, { url: receiver.url, enabled: true, ...overrides }));
}

async function sendTest(): Promise<string> {
  return must(202, await merchant.client.post(`${path}test/`)).event_id;
}

async function deliveries(): Promise<Json[]> {
  return must(200, await merchant.client.get(`${path}deliveries/`)).results;
}

const arrivals = (count: number) =>
  eventually(
    async () => receiver.received,
    (received) => received.length >= count,
  );

/** Waits until the newest delivery has been tried this often. */
async function attempts(count: number): Promise<Json> {
  const [newest] = await eventually(deliveries, ([delivery]) => delivery?.attempts.length >= count);
  return newest;
}

/** Moves the clock without letting the session fall idle. */
async function passTime(durationMs: number): Promise<void> {
  const stepMs = 10 * 3_600_000;
  for (let left = durationMs; left > 0; left -= stepMs) {
    app.clock.advance(Math.min(left, stepMs));
    must(200, await merchant.client.get('/api/auth/me/'));
  }
  app.context.wakeJobs();
}

function plainSignature(request: Received, key: string): string {
  return `sha256=${createHmac('sha256', key).update(request.raw).digest('hex')}`;
}

async function payLink(): Promise<Json> {
  const link = await makeLink(merchant, { metadata: { shelf: '4' } });
  const checkout = await startOpen(app, link.id);
  return must(200, await pay(app, checkout.token));
}

describe('what a receiver gets', () => {
  it('a payment, with every header of the contract', async () => {
    const paid = await payLink();
    await arrivals(2);
    const request = receiver.received.find(({ body }) => body.status === 'paid') as Received;
    const list = await eventually(deliveries, (found) => found.every(({ status }) => status === 'delivered'));
    const delivery = list.find(({ event_id }) => event_id === request.body.event_id);
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'x-webhook-event': 'transaction.status_changed',
      'x-webhook-delivery-id': delivery.id,
      'x-webhook-timestamp': expect.stringMatching(/^\d{10}$/),
      'x-webhook-signature': plainSignature(request, secret),
      'webhook-id': request.body.event_id,
      'webhook-timestamp': request.headers['x-webhook-timestamp'],
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(request.headers).not.toHaveProperty('x-webhook-signature-previous');
    expect(request.body).toMatchObject({
      event: 'transaction.status_changed',
      mode: 'sandbox',
      transaction_id: paid.transaction_id,
      status: 'paid',
      metadata: {},
    });
  });

  it('verifies with the published library of Standard Webhooks, and not when a byte or the secret differs', async () => {
    await sendTest();
    const [request] = (await arrivals(1)) as [Received];
    const headers = request.headers as Record<string, string>;
    expect(new Webhook(secret).verify(request.raw, headers)).toMatchObject({ event: 'webhook.test' });
    const altered = Buffer.from(request.raw.toString().replace('sandbox', 'sandboy'));
    expect(() => new Webhook(secret).verify(altered, headers)).toThrow();
    expect(() =>
      new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(request.raw, headers),
    ).toThrow();
  });

  it('every change of a transaction, in the order of its sequence', async () => {
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id);
    must(402, await pay(app, checkout.token, cards.declined));
    must(200, await pay(app, checkout.token));
    const told = await eventually(
      async () => receiver.received.map(({ body }) => body),
      (bodies) => bodies.some(({ status: told }) => told === 'paid'),
    );
    const sequences = told.map(({ sequence }) => sequence).sort((left, right) => left - right);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  });

  it('only the events it asked for, and tests', async () => {
    await putEndpoint({ events: ['refund.status_changed'] });
    await payLink();
    const eventId = await sendTest();
    await arrivals(1);
    expect(receiver.received.map(({ body }) => body.event_id)).toEqual([eventId]);
  });

  it('nothing that was committed before it was enabled, and nothing while it is disabled', async () => {
    await putEndpoint({ enabled: false });
    await payLink();
    await putEndpoint();
    const eventId = await sendTest();
    await arrivals(1);
    expect(receiver.received.map(({ body }) => body.event_id)).toEqual([eventId]);
    expect(await deliveries()).toHaveLength(1);
  });

  it('nothing of another organization', async () => {
    const other = await startReceiver();
    const stranger = await signUp(app);
    must(200, await stranger.client.put(path, { url: other.url, enabled: true }));
    await payLink();
    await arrivals(2);
    must(202, await stranger.client.post(`${path}test/`));
    const seen = await eventually(
      async () => other.received,
      (received) => received.length > 0,
    );
    expect(seen.map(({ body }) => body.event)).toEqual(['webhook.test']);
    await other.close();
  });
});

describe('a receiver that fails is tried again', () => {
  const pausesMs = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000];

  it.each([
    ['answers 500', status(500), /answered 500/, 500],
    ['redirects', status(302, { location: 'http://127.0.0.1:1/' }), /redirects are not followed/, 302],
    ['answers 404', status(404), /answered 404/, 404],
  ] as const)('when it %s, with the same id and bytes and a new time', async (_, answer, error, code) => {
    receiver.respond(answer);
    await sendTest();
    const first = await attempts(1);
    expect(first).toMatchObject({
      status: 'pending',
      attempts: [{ status: code, error: expect.stringMatching(error) }],
      response: { status: code },
    });
    receiver.respond(status(200));
    await passTime(6_100);
    const second = await attempts(2);
    expect(second).toMatchObject({ id: first.id, status: 'delivered', next_attempt_at: null });
    const [before, after] = receiver.received as [Received, Received];
    expect(after.raw.equals(before.raw)).toBe(true);
    expect(after.headers['x-webhook-delivery-id']).toBe(before.headers['x-webhook-delivery-id']);
    expect(after.headers['webhook-id']).toBe(before.headers['webhook-id']);
    expect(Number(after.headers['x-webhook-timestamp'])).toBeGreaterThanOrEqual(
      Number(before.headers['x-webhook-timestamp']) + 6,
    );
    expect(after.headers['x-webhook-signature']).toBe(plainSignature(after, secret));
    expect(receiver.received).toHaveLength(2);
  });

  it('when it is down, at the address that the endpoint has by then', async () => {
    await receiver.close();
    const eventId = await sendTest();
    expect(await attempts(1)).toMatchObject({
      status: 'pending',
      attempts: [{ status: null, error: expect.stringContaining('ECONNREFUSED') }],
      response: null,
    });
    receiver = await startReceiver();
    await putEndpoint({ url: `${receiver.url}/moved` });
    await passTime(6_100);
    await arrivals(1);
    expect(receiver.received).toMatchObject([{ path: '/hooks/moved', body: { event_id: eventId } }]);
  });

  it('with growing pauses over three days; then it is given up, told inside once, and can be resent', async () => {
    receiver.respond(status(503));
    const started = app.clock.now().getTime();
    const eventId = await sendTest();
    for (let count = 1; count < 14; count++) {
      const delivery = await attempts(count);
      expect(delivery.status).toBe('pending');
      const pause = Date.parse(delivery.next_attempt_at) - app.clock.now().getTime();
      const nominal = pausesMs[count - 1] ?? 36_000_000;
      expect(pause).toBeGreaterThan(nominal * 0.8 - 2_000);
      expect(pause).toBeLessThan(nominal * 1.2 + 2_000);
      await passTime(pause + 1);
    }
    const given = await attempts(14);
    expect(given).toMatchObject({ status: 'failed', next_attempt_at: null, finished_at: expect.any(String) });
    const days = (app.clock.now().getTime() - started) / 86_400_000;
    expect(days).toBeGreaterThan(2.2);
    expect(days).toBeLessThan(3.4);
    expect(must(200, await merchant.client.get(path))).toMatchObject({
      enabled: true,
      failing_since: expect.any(String),
    });
    const told = await app.context.database.pool.query(
      `select body from events where type = 'webhook.endpoint_failing' and not is_public`,
    );
    expect(told.rows.map(({ body }) => JSON.parse(body))).toContainEqual(
      expect.objectContaining({ event_id: eventId, reason: 'retries_exhausted', url: receiver.url }),
    );

    const mails = await eventually(
      async () =>
        (await app.context.database.pool.query(`select recipient from mails where kind = 'endpoint_failing'`))
          .rows,
      (rows) => rows.some(({ recipient }) => recipient === merchant.email),
    );
    expect(mails.filter(({ recipient }) => recipient === merchant.email)).toHaveLength(1);

    receiver.respond(status(200));
    const { delivery_id } = must(202, await merchant.client.post(`${path}deliveries/${given.id}/resend/`));
    const again = await eventually(deliveries, ([newest]) => newest.status === 'delivered');
    expect(again[0]).toMatchObject({ id: delivery_id, is_resend: true, event_id: eventId });
    const [first] = receiver.received as [Received];
    const last = receiver.received.at(-1) as Received;
    expect(last.raw.equals(first.raw)).toBe(true);
    expect(last.headers['x-webhook-delivery-id']).toBe(delivery_id);
    expect(must(200, await merchant.client.get(path)).failing_since).toBeNull();
  });

  it('but one that says it is gone is disabled, told inside, and gets nothing any more', async () => {
    receiver.respond(status(410));
    const eventId = await sendTest();
    const gone = await eventually(deliveries, ([delivery]) => delivery?.status === 'failed');
    expect(gone[0].attempts).toMatchObject([{ status: 410 }]);
    expect(must(200, await merchant.client.get(path))).toMatchObject({
      enabled: false,
      disabled_reason: 'gone',
    });
    const refused = await merchant.client.post(`${path}test/`);
    expect([refused.status, refused.body.code]).toEqual([409, 'webhook_disabled']);
    await payLink();
    const told = await app.context.database.pool.query(
      `select body from events where type = 'webhook.endpoint_failing'`,
    );
    expect(told.rows.map(({ body }) => JSON.parse(body))).toContainEqual(
      expect.objectContaining({ event_id: eventId, reason: 'gone' }),
    );
    await putEndpoint();
    receiver.respond(status(204));
    const next = await sendTest();
    await arrivals(2);
    expect(receiver.received.map(({ body }) => body.event_id)).toEqual([eventId, next]);
  });

  it('and what waits when the merchant disables the endpoint is given up', async () => {
    receiver.respond(status(500));
    await sendTest();
    await attempts(1);
    await putEndpoint({ enabled: false });
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ status: 'failed', next_attempt_at: null });
    expect(delivery.attempts.at(-1)).toMatchObject({ error: 'The endpoint was disabled.' });
  });

  it('and what waits of a type that is not selected any more is canceled, but not what is resent by hand', async () => {
    receiver.respond(status(500));
    await payLink();
    await attempts(1);
    await putEndpoint({ events: ['refund.status_changed'] });
    receiver.respond(status(204));
    const before = receiver.received.length;
    app.clock.advance(3_600_000);
    app.context.wakeJobs();
    const log = await eventually(deliveries, (all) => all.every(({ status: told }) => told !== 'pending'));
    expect(log.map(({ status: told }) => told)).not.toContain('delivered');
    const [canceled] = log.filter(({ status: told }) => told === 'canceled');
    expect(canceled).toMatchObject({ event: 'transaction.status_changed', next_attempt_at: null });
    expect(receiver.received).toHaveLength(before);
    must(202, await merchant.client.post(`/api/organization/webhook/deliveries/${canceled.id}/resend/`, {}));
    await arrivals(before + 1);
  });
});

describe('while a secret is replaced', () => {
  it('both sign for a day, then only the new one', async () => {
    const rotated = must(200, await merchant.client.post(`${path}rotate-secret/`));
    expect(rotated.secret).not.toBe(secret);
    await sendTest();
    const [request] = (await arrivals(1)) as [Received];
    const headers = request.headers as Record<string, string>;
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const key of [secret, rotated.secret]) {
      expect(new Webhook(key).verify(request.raw, headers)).toMatchObject({ event: 'webhook.test' });
    }
    expect(headers['x-webhook-signature']).toBe(plainSignature(request, rotated.secret));
    expect(headers['x-webhook-signature-previous']).toBe(plainSignature(request, secret));

    await passTime(24 * 3_600_000 + 1_000);
    await sendTest();
    const [, later] = (await arrivals(2)) as [Received, Received];
    expect(later.headers['webhook-signature']).not.toContain(' ');
    expect(later.headers).not.toHaveProperty('x-webhook-signature-previous');
    expect(later.headers['x-webhook-signature']).toBe(plainSignature(later, rotated.secret));
  });
});

describe('GET /api/organization/webhook/deliveries/', () => {
  it('shows the request and the answer, cut at 16 KiB, newest first, page by page', async () => {
    receiver.respond((_, response) =>
      response.writeHead(200, { 'x-receiver': 'mine' }).end(`a\u0000${'b'.repeat(20_000)}`),
    );
    const first = await sendTest();
    await arrivals(1);
    const second = await sendTest();
    const list = await eventually(
      deliveries,
      (found) => found.length === 2 && found.every(({ status: state }) => state === 'delivered'),
    );
    expect(list.map(({ event_id }) => event_id)).toEqual([second, first]);
    const [newest] = list;
    expect(newest.request).toMatchObject({
      url: receiver.url,
      headers: { 'webhook-id': second, 'x-webhook-delivery-id': newest.id },
      is_cut: false,
    });
    expect(JSON.parse(newest.request.body).event_id).toBe(second);
    expect(newest.response).toMatchObject({ status: 200, headers: { 'x-receiver': 'mine' }, is_cut: true });
    expect(newest.response.body).toBe(`a\ufffd${'b'.repeat(16 * 1024 - 2)}`);
    expect(newest.attempts).toEqual([
      { attempted_at: expect.any(String), status: 200, error: null, duration_ms: expect.any(Number) },
    ]);
    const page = must(200, await merchant.client.get(`${path}deliveries/?limit=1`));
    expect(page.results).toHaveLength(1);
    const rest = must(200, await merchant.client.get(page.next));
    expect(rest.results.map(({ event_id }: Json) => event_id)).toEqual([first]);
    expect(must(200, await merchant.client.get(`${path}deliveries/?status=failed`)).results).toEqual([]);
    expect(must(200, await merchant.client.get(`${path}deliveries/?mode=live`)).results).toEqual([]);
    expect(JSON.stringify(list)).not.toContain(secret);
  });
});

describe('what was sent long ago', () => {
  it('is forgotten after thirty days, but not while it waits', async () => {
    await sendTest();
    await eventually(deliveries, ([delivery]) => delivery?.status === 'delivered');
    receiver.respond(status(500));
    const waiting = await sendTest();
    await eventually(
      deliveries,
      ([delivery]) => delivery?.event_id === waiting && delivery.attempts.length > 0,
    );
    const mine = async () =>
      (
        await app.context.database.pool.query(
          `select d.status from webhook_deliveries d join memberships m on m.organization_id = d.organization_id
           join users u on u.id = m.user_id where u.email = $1`,
          [merchant.email],
        )
      ).rows.map((row) => row.status);
    app.clock.set(29 * 86_400_000);
    await deliveryRetention.sweep?.(app.context, 1_000);
    expect((await mine()).sort()).toEqual(['delivered', 'pending']);
    app.clock.set(31 * 86_400_000);
    await deliveryRetention.sweep?.(app.context, 1_000);
    expect(await mine()).toEqual(['pending']);
  });
});

describe('resending by hand', () => {
  it('the newest event about a transaction, by its id or number', async () => {
    const paid = await payLink();
    await arrivals(2);
    const request = receiver.received.find(({ body }) => body.status === 'paid') as Received;
    const transactions = '/api/transactions/';
    const { number } = must(200, await merchant.client.get(`${transactions}${paid.transaction_id}/`));
    for (const reference of [paid.transaction_id, number]) {
      must(202, await merchant.client.post(`${transactions}${reference}/resend-webhook/`));
    }
    const received = await arrivals(4);
    for (const again of received.slice(2)) {
      expect(again.raw.equals(request.raw)).toBe(true);
      expect(again.headers['x-webhook-delivery-id']).not.toBe(request.headers['x-webhook-delivery-id']);
    }
  });

  it('404 for what another organization has or nobody has, 409 without an enabled endpoint', async () => {
    const paid = await payLink();
    await arrivals(2);
    const [delivery] = await deliveries();
    const stranger = await signUp(app);
    const resends = [
      `${path}deliveries/${delivery.id}/resend/`,
      `/api/transactions/${paid.transaction_id}/resend-webhook/`,
    ];
    for (const address of resends) {
      expect((await stranger.client.post(address)).status).toBe(404);
    }
    expect((await merchant.client.post(`${path}deliveries/nothing/resend/`)).status).toBe(404);
    await putEndpoint({ enabled: false });
    for (const address of resends) {
      const refused = await merchant.client.post(address);
      expect([refused.status, refused.body.code]).toEqual([409, 'webhook_disabled']);
    }
    expect(receiver.received).toHaveLength(2);
  });
});
