import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type StripeStandIn, startStripe } from '#test/support/providers/stripe/stripe.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

const clock = createMovableClock();
const path = '/api/organization/providers/stripe/';
let stripe: StripeStandIn;
let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  stripe = await startStripe(clock);
  app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_STRIPE: stripe.url } });
});
afterAll(async () => {
  await app.stop();
  await stripe.stop();
});
beforeEach(async () => {
  stripe.fail(undefined);
  stripe.mayRegister = true;
  merchant = await signUp(app);
});

const connect = (credentials: Json, mode = 'sandbox') => merchant.client.put(path, { mode, credentials });
const own = () => ({ secret_key: stripe.secretKey });

describe('connecting Stripe', () => {
  it('asks it, registers the address for notifications, and shows nothing of the keys but their ends', async () => {
    const row = must(200, await connect(own()));
    expect(row).toMatchObject({
      status: 'connected',
      account_label: expect.stringMatching(/^Nordlicht, key •••• \w{4}$/),
      notification_status: 'waiting',
      credentials: {
        secret_key: { set: true, last4: stripe.secretKey.slice(-4) },
        webhook_secret: { set: true },
      },
    });
    const endpoint = [...stripe.endpoints.values()].find(({ url }) => url === row.notification_url);
    expect(endpoint?.enabled_events).toContain('charge.dispute.created');
    expect(JSON.stringify(row)).not.toContain(stripe.secretKey);
  });

  it('connected again with a key of the same account, the address is registered no second time', async () => {
    must(200, await connect(own()));
    const before = stripe.endpoints.size;
    must(200, await connect(own()));
    expect(stripe.endpoints.size).toBe(before);
  });

  it('a key that may register nothing: told which address to add; with its secret it connects', async () => {
    stripe.mayRegister = false;
    const refused = await connect(own());
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials', errors: [{ field: 'credentials.webhook_secret' }] },
    });
    expect(refused.body.detail).toContain(`${app.url}/api/providers/stripe/notifications/con_`);
    const rows = must(200, await merchant.client.get('/api/organization/providers/')).results as Json[];
    expect(rows.find(({ provider, mode }) => provider === 'stripe' && mode === 'sandbox')).toMatchObject({
      status: 'not_connected',
    });
    must(200, await connect({ ...own(), webhook_secret: 'whsec_0123456789abcdef' }));
  });

  it.each([
    ['pk_test_0123456789abcdef', 'sandbox', 'invalid_credentials', 'publishable'],
    ['not a key', 'sandbox', 'invalid_credentials', 'begins with'],
    ['sk_live_0123456789abcdef', 'sandbox', 'wrong_key_mode', 'live key'],
    ['rk_live_0123456789abcdef', 'sandbox', 'wrong_key_mode', 'live key'],
    ['sk_test_0123456789abcdef', 'sandbox', 'invalid_credentials', 'Invalid API Key'],
  ])('refuses %s in %s mode with %s, saying why', async (secret_key, mode, code, words) => {
    const before = stripe.endpoints.size;
    const refused = await connect({ secret_key }, mode);
    expect(refused).toMatchObject({
      status: 400,
      body: { code, errors: [{ field: 'credentials.secret_key' }] },
    });
    expect(refused.body.detail).toContain(words);
    expect(stripe.endpoints.size).toBe(before);
  });

  it('stores nothing when Stripe cannot be asked, or answers what is none', async () => {
    for (const fault of ['server_error', 'rate_limited', 'reset', 'not_json', 'without_error'] as const) {
      stripe.fail(fault);
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
});
