import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type PayPalStandIn, startPayPal } from '#test/support/providers/paypal/paypal.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

const clock = createMovableClock();
const path = '/api/organization/providers/paypal/';
let paypal: PayPalStandIn;
let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  paypal = await startPayPal(clock);
  app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_PAYPAL: paypal.url } });
});
afterAll(async () => {
  await app.stop();
  await paypal.stop();
});
beforeEach(async () => {
  paypal.fail(undefined);
  paypal.notifications.takesHttp = true;
  paypal.notifications.webhooks.clear();
  merchant = await signUp(app);
});

const connect = (credentials: Json, mode = 'sandbox') => merchant.client.put(path, { mode, credentials });
const own = () => ({ client_id: paypal.clientId, client_secret: paypal.clientSecret });
const webhooks = () => [...paypal.notifications.webhooks.values()];

describe('connecting PayPal', () => {
  it('asks it, registers the address for notifications, and shows nothing of the keys but their ends', async () => {
    const row = must(200, await connect(own()));
    expect(row).toMatchObject({
      status: 'connected',
      account_label: `app ${paypal.clientId.slice(0, 8)}`,
      ways: [{ id: 'paypal', label: 'PayPal' }],
      notification_status: 'waiting',
      credentials: {
        client_id: { set: true, last4: paypal.clientId.slice(-4) },
        client_secret: { set: true, last4: paypal.clientSecret.slice(-4) },
        webhook_id: { set: true },
      },
    });
    const [webhook] = webhooks();
    expect(webhook?.url).toBe(row.notification_url);
    expect(webhook?.event_types).toContainEqual({ name: 'CHECKOUT.ORDER.APPROVED' });
    expect(webhook?.event_types).toContainEqual({ name: 'CUSTOMER.DISPUTE.CREATED' });
    for (const secret of Object.values(own())) expect(JSON.stringify(row)).not.toContain(secret);
  });

  it('connected again with the same app, the address is registered no second time', async () => {
    must(200, await connect(own()));
    must(200, await connect(own()));
    expect(webhooks()).toHaveLength(1);
  });

  it('a webhook that the merchant made is taken by its ID, and one that PayPal does not know is refused', async () => {
    const first = must(200, await connect(own()));
    const [webhook] = webhooks();
    const other = await signUp(app);
    const given = await other.client.put(path, {
      mode: 'sandbox',
      credentials: { ...own(), webhook_id: webhook?.id },
    });
    expect(must(200, given).notification_url).not.toBe(first.notification_url);
    expect(webhooks()).toHaveLength(1);
    expect(await connect({ ...own(), webhook_id: '0AB12345CD678901E' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials', errors: [{ field: 'credentials.webhook_id' }] },
    });
  });

  it('an address that PayPal does not take leaves a sandbox without notifications: payments are asked for', async () => {
    paypal.notifications.takesHttp = false;
    expect(must(200, await connect(own()))).toMatchObject({
      status: 'connected',
      credentials: { webhook_id: { set: false } },
    });
  });

  it.each([
    ['a live app in the sandbox', () => paypal.live, 'wrong_key_mode', 'client_id', 'live credentials'],
    [
      'a wrong secret',
      () => ({ ...own(), clientSecret: 'E'.repeat(80) }),
      'invalid_credentials',
      'client_secret',
      'Client Authentication failed',
    ],
    [
      'no client ID at all',
      () => ({ clientId: 'me@example.com' }),
      'invalid_credentials',
      'client_id',
      'Copy it',
    ],
    [
      'the ID as secret',
      () => ({ clientSecret: paypal.clientId }),
      'invalid_credentials',
      'client_secret',
      'Copy it',
    ],
  ])('refuses %s, naming the field and saying why', async (_what, given, code, field, words) => {
    const { clientId = paypal.clientId, clientSecret = paypal.clientSecret } =
      given() as Partial<PayPalStandIn>;
    const refused = await connect({ client_id: clientId, client_secret: clientSecret });
    expect(refused).toMatchObject({
      status: 400,
      body: { code, errors: [{ field: `credentials.${field}` }] },
    });
    expect(refused.body.detail).toContain(words);
    expect(webhooks()).toEqual([]);
  });

  it('stores nothing when PayPal cannot be asked, or answers what is none', async () => {
    for (const fault of [
      'server_error',
      'rate_limited',
      'reset',
      'not_json',
      'without_error',
      'other_object',
    ] as const) {
      paypal.fail(fault, /oauth2/);
      expect(await connect(own())).toMatchObject({ status: 502, body: { code: 'provider_unreachable' } });
    }
  });

  it('has no settings', async () => {
    const reply = await merchant.client.put(path, {
      mode: 'sandbox',
      credentials: own(),
      settings: { a: 1 },
    });
    expect(reply).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'settings.a', code: 'unknown_field' }] },
    });
  });

  it('says nothing of keys or tokens in its log', async () => {
    must(200, await connect(own()));
    paypal.fail('reset', /oauth2/);
    await connect(own());
    const log = app.logLines.join('\n');
    for (const secret of [paypal.clientSecret, paypal.live.clientSecret, ...paypal.tokens])
      expect(log).not.toContain(secret);
  });
});
