import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#platform/config/config.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type MollieStandIn, startMollie } from '#test/support/providers/mollie/mollie.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

const clock = createMovableClock();
const path = '/api/organization/providers/mollie/';
let mollie: MollieStandIn;
let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  mollie = await startMollie(clock);
  app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_MOLLIE: mollie.url } });
});
afterAll(async () => {
  await app.stop();
  await mollie.stop();
});
beforeEach(async () => {
  mollie.fail(undefined);
  merchant = await signUp(app);
});

const connect = (credentials: Json, mode = 'sandbox') => merchant.client.put(path, { mode, credentials });
const own = () => ({ api_key: mollie.apiKey });

describe('connecting Mollie', () => {
  it('asks it whose key it is, and shows nothing of it but its end', async () => {
    const row = must(200, await connect(own()));
    expect(row).toMatchObject({
      status: 'connected',
      account_label: `Nordlicht, key •••• ${mollie.apiKey.slice(-4)}`,
      notification_status: 'waiting',
      notification_url: expect.stringContaining('/api/providers/mollie/notifications/con_'),
      credentials: {
        api_key: { set: true, last4: mollie.apiKey.slice(-4) },
        webhook_signing_secret: { set: false },
      },
    });
    expect(JSON.stringify(row)).not.toContain(mollie.apiKey);
    expect(mollie.calls.at(-1)).toEqual({
      route: 'GET /v2/profiles/me',
      idempotencyKey: undefined,
      body: '',
    });
  });

  it('takes the signing secret of an account’s webhook beside it, and can be checked and disconnected', async () => {
    const row = must(200, await connect({ ...own(), webhook_signing_secret: 'a-secret-of-the-webhook' }));
    expect(row.credentials.webhook_signing_secret).toEqual({ set: true, last4: 'hook' });
    expect(must(200, await merchant.client.post(`${path}check/?mode=sandbox`))).toMatchObject({
      status: 'connected',
      problem: null,
    });
    must(204, await merchant.client.delete(`${path}?mode=sandbox`));
  });

  it.each([
    ['access_0123456789abcdefghijklmnop', 'sandbox', 'invalid_credentials', 'access token'],
    ['not a key', 'sandbox', 'invalid_credentials', 'begins with'],
    ['live_0123456789abcdefghijklmnopqrst', 'sandbox', 'wrong_key_mode', 'live key'],
    ['test_0123456789abcdefghijklmnopqrst', 'sandbox', 'invalid_credentials', 'failed to authenticate'],
  ])('refuses %s in %s mode with %s, saying why', async (api_key, mode, code, words) => {
    const refused = await connect({ api_key }, mode);
    expect(refused).toMatchObject({
      status: 400,
      body: { code, errors: [{ field: 'credentials.api_key' }] },
    });
    expect(refused.body.detail).toContain(words);
  });

  it('refuses a signing secret that cannot be one', async () => {
    expect(await connect({ ...own(), webhook_signing_secret: 'short' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials', errors: [{ field: 'credentials.webhook_signing_secret' }] },
    });
  });

  it('stores nothing when Mollie cannot be asked, or answers what is none', async () => {
    const faults = [
      'server_error',
      'rate_limited',
      'reset',
      'redirect',
      'not_json',
      'without_error',
      'other_object',
    ] as const;
    for (const fault of faults) {
      mollie.fail(fault);
      expect(await connect(own())).toMatchObject({ status: 502, body: { code: 'provider_unreachable' } });
    }
    const { results } = must(200, await merchant.client.get('/api/organization/providers/'));
    const row = results.find(({ provider, mode }: Json) => provider === 'mollie' && mode === 'sandbox');
    expect(row.status).toBe('not_connected');
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

  it('at another address is refused by an instance that others reach', () => {
    const env = { PUBLIC_URL: 'https://pay.example', PROVIDER_BASE_URL_MOLLIE: 'http://127.0.0.1:1' };
    expect(() => loadConfig(env)).toThrow('PROVIDER_BASE_URL_MOLLIE');
  });
});
