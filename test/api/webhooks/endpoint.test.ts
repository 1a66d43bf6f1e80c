import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
/** What the name server says; `public.example` is an address that nobody answers at. */
const names: Record<string, string[]> = {
  'public.example': ['198.41.0.4'],
  'inner.example': ['10.0.0.8'],
  'metadata.example': ['169.254.169.254'],
};

beforeAll(async () => {
  app = await startApp({ resolveHost: async (host) => names[host] ?? [] });
});
afterAll(() => app.stop());

const path = '/api/organization/webhook/';
const url = 'https://public.example/hooks';

const put = (merchant: Merchant, body: unknown, query = '') => merchant.client.put(`${path}${query}`, body);

describe('GET /api/organization/webhook/', () => {
  it('200: says that nothing is set yet', async () => {
    const { client } = await signUp(app);
    expect(must(200, await client.get(path))).toEqual({
      mode: 'sandbox',
      url: null,
      enabled: false,
      events: [
        'transaction.status_changed',
        'refund.status_changed',
        'payment_link.status_changed',
        'webhook.test',
      ],
      disabled_reason: null,
      failing_since: null,
      previous_secret_expires_at: null,
      waiting: 0,
      recent_attempts: [],
      created_at: null,
      updated_at: null,
    });
  });

  it('401: without a session, or with an API key', async () => {
    expect((await app.client().get(path)).status).toBe(401);
    const { client } = await signUp(app);
    const { raw_key } = must(201, await client.post('/api/organization/api-keys/', {}));
    const refused = await app.client().withKey(raw_key).get(path);
    expect([refused.status, refused.body.code]).toEqual([401, 'dashboard_session_required']);
  });
});

describe('PUT /api/organization/webhook/', () => {
  it('200: gives the secret once, keeps it encrypted, and never shows it again', async () => {
    const merchant = await signUp(app);
    const first = must(200, await put(merchant, { url, enabled: true }));
    expect(first).toMatchObject({ mode: 'sandbox', url, enabled: true, disabled_reason: null });
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const changed = must(
      200,
      await put(merchant, { url: `${url}/2`, enabled: false, events: ['webhook.test'] }),
    );
    expect(changed).toMatchObject({
      url: `${url}/2`,
      enabled: false,
      events: ['webhook.test'],
      disabled_reason: 'merchant',
    });
    expect(changed).not.toHaveProperty('secret');
    const { updated_at: _, ...shown } = must(200, await merchant.client.get(path));
    expect(changed).toMatchObject(shown);
    const stored = await app.context.database.pool.query('select secret from webhook_endpoints');
    expect(JSON.stringify(stored.rows)).not.toContain(first.secret.slice(6));
    expect(app.logLines.join()).not.toContain(first.secret.slice(6));
  });

  it('200: each mode has an endpoint and a secret of its own', async () => {
    const merchant = await signUp(app);
    const sandbox = must(200, await put(merchant, { url, enabled: true }));
    const live = must(200, await put(merchant, { url: `${url}/live`, enabled: true }, '?mode=live'));
    expect(live.secret).not.toBe(sandbox.secret);
    expect(must(200, await merchant.client.get(path)).url).toBe(url);
    expect(must(200, await merchant.client.get(`${path}?mode=live`))).toMatchObject({
      mode: 'live',
      url: `${url}/live`,
    });
  });

  it('200: takes a name that has no address yet', async () => {
    const merchant = await signUp(app);
    must(200, await put(merchant, { url: 'https://soon.example/', enabled: true }));
  });

  it.each([
    ['plain http in live mode', 'http://public.example/hooks', '?mode=live'],
    ['another scheme', 'ftp://public.example/', ''],
    ['a script', 'javascript:alert(1)', ''],
    ['user info', 'https://me:secret@public.example/', ''],
    ['no address', 'public.example', ''],
    ['loopback', 'http://127.0.0.1/hooks', ''],
    ['loopback as a number', 'http://2130706433/', ''],
    ['loopback in hex', 'http://0x7f000001/', ''],
    ['loopback in octal', 'http://0177.0.0.1/', ''],
    ['IPv6 loopback', 'http://[::1]/', ''],
    ['IPv4-mapped loopback', 'http://[::ffff:127.0.0.1]/', ''],
    ['NAT64', 'http://[64:ff9b::7f00:1]/', ''],
    ['6to4', 'http://[2002:7f00:1::]/', ''],
    ['cloud metadata', 'http://169.254.169.254/latest/meta-data/', ''],
    ['a private network', 'http://192.168.0.1/', ''],
    ['a name of a private address', 'https://inner.example/', ''],
    ['a name of cloud metadata', 'https://metadata.example/', ''],
  ])('400: refuses %s', async (_, address, query) => {
    const merchant = await signUp(app);
    const refused = await put(merchant, { url: address, enabled: true }, query);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ field: 'url', code: 'invalid_value' }]);
    expect(must(200, await merchant.client.get(`${path}${query}`)).url).toBeNull();
  });

  it.each([
    ['url', { enabled: true }],
    ['enabled', { url }],
    ['events', { url, enabled: true, events: [] }],
    ['events[0]', { url, enabled: true, events: ['checkout.status_changed'] }],
    ['secret', { url, enabled: true, secret: 'whsec_mine' }],
    ['extra', { url, enabled: true, extra: 1 }],
  ])('400: names %s', async (field, body) => {
    const refused = await put(await signUp(app), body);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});

describe('DELETE /api/organization/webhook/', () => {
  it('204: forgets the endpoint of that mode and its secret, and one that is set later has another', async () => {
    const merchant = await signUp(app);
    const { secret } = must(200, await put(merchant, { url, enabled: true }));
    must(200, await put(merchant, { url: `${url}/live`, enabled: true }, '?mode=live'));
    must(202, await merchant.client.post(`${path}test/`));
    await eventually(
      async () => must(200, await merchant.client.get(`${path}deliveries/`)).results,
      ({ length }) => length > 0,
    );
    must(204, await merchant.client.delete(path));
    expect(must(200, await merchant.client.get(path))).toMatchObject({
      url: null,
      enabled: false,
      waiting: 0,
    });
    expect(must(200, await merchant.client.get(`${path}?mode=live`)).url).toBe(`${url}/live`);
    const [given] = must(200, await merchant.client.get(`${path}deliveries/`)).results;
    expect(given).toMatchObject({ status: 'failed', planned_attempts: [] });
    expect(given.attempts.at(-1).error).toBe('The endpoint was removed.');
    const again = must(200, await put(merchant, { url, enabled: true }));
    expect(again.secret).toMatch(/^whsec_/);
    expect(again.secret).not.toBe(secret);
  });

  it('404: before there is an endpoint', async () => {
    const { client } = await signUp(app);
    expect((await client.delete(path)).status).toBe(404);
  });
});

describe('POST /api/organization/webhook/rotate-secret/', () => {
  it('200: a new secret, and until when the former one signs', async () => {
    const merchant = await signUp(app);
    const { secret } = must(200, await put(merchant, { url, enabled: true }));
    const rotated = must(200, await merchant.client.post(`${path}rotate-secret/`));
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.secret).not.toBe(secret);
    const hours = (Date.parse(rotated.previous_secret_expires_at) - app.clock.now().getTime()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24.1);
    const shown = must(200, await merchant.client.get(path));
    expect(shown.previous_secret_expires_at).toBe(rotated.previous_secret_expires_at);
  });

  it('404: before there is an endpoint', async () => {
    const { client } = await signUp(app);
    expect((await client.post(`${path}rotate-secret/`)).status).toBe(404);
  });
});

describe('POST /api/organization/webhook/test/', () => {
  it('409: without an enabled endpoint', async () => {
    const merchant = await signUp(app);
    const none = await merchant.client.post(`${path}test/`);
    expect([none.status, none.body.code]).toEqual([409, 'webhook_disabled']);
    must(200, await put(merchant, { url, enabled: false }));
    expect((await merchant.client.post(`${path}test/`)).status).toBe(409);
  });
});

describe('a name that points inside only after it was saved', () => {
  it('is refused when it is sent to, and the merchant sees why but not where', async () => {
    const receiver = await startReceiver();
    const merchant = await signUp(app);
    names['rebound.example'] = ['198.41.0.4'];
    const address = receiver.url.replace('127.0.0.1', 'rebound.example');
    must(200, await put(merchant, { url: address, enabled: true }));
    names['rebound.example'] = ['127.0.0.1'];
    must(202, await merchant.client.post(`${path}test/`));
    const [delivery] = await eventually(
      async () => must(200, await merchant.client.get(`${path}deliveries/`)).results,
      ([first]) => first?.attempts.length > 0,
    );
    expect(delivery).toMatchObject({ status: 'pending', response: null });
    expect(delivery.attempts[0].error).toMatch(/not public/);
    expect(JSON.stringify(delivery)).not.toContain('127.0.0.1');
    expect(receiver.received).toEqual([]);
    await receiver.close();
  });
});
