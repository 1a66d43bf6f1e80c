import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { buyer, eventually, makeProduct, must, pay, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const keysPath = '/api/organization/api-keys/';

describe('POST /api/organization/api-keys/', () => {
  test('201: shows the key once, and stores only its hash', async () => {
    const merchant = await signUp(app);
    const key = must(201, await merchant.client.post(keysPath, {}));
    expect(key).toMatchObject({ mode: 'sandbox', status: 'active' });
    expect(key.raw_key).toMatch(/^lt_sandbox_[\w-]{43}$/);
    expect(key.scopes).toHaveLength(5);
    const list = must(200, await merchant.client.get(keysPath));
    expect(list.results).toHaveLength(1);
    expect(JSON.stringify(list)).not.toContain(key.raw_key);
    const dump = await app.context.database.pool.query('select api_keys::text as text from api_keys');
    expect(JSON.stringify(dump.rows)).not.toContain(key.raw_key);
  });

  test('201 without a body', async () => {
    const merchant = await signUp(app);
    must(201, await merchant.client.post(keysPath));
  });

  test('409 active_key_exists: one active key a mode, also under two requests at once', async () => {
    const merchant = await signUp(app);
    const replies = await Promise.all(
      [1, 2, 3].map(() => merchant.client.post(keysPath, { mode: 'sandbox' })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409]);
    expect(replies.find((reply) => reply.status === 409)?.body.code).toBe('active_key_exists');
    const live = must(201, await merchant.client.post(keysPath, { mode: 'live' }));
    expect(live.raw_key).toMatch(/^lt_live_/);
  });

  test('400 for an unknown scope, naming it', async () => {
    const merchant = await signUp(app);
    const reply = await merchant.client.post(keysPath, { scopes: ['everything'] });
    expect(reply.status).toBe(400);
    expect(reply.body.errors[0].field).toBe('scopes[0]');
  });
});

describe('rotation and revocation', () => {
  test('a rotated key works for its grace, by the clock, and no longer', async () => {
    const merchant = await signUp(app);
    const old = must(201, await merchant.client.post(keysPath, {}));
    const fresh = must(200, await merchant.client.post(`${keysPath}rotate/`, { grace_seconds: 60 }));
    expect(fresh.raw_key).not.toBe(old.raw_key);
    must(200, await app.client().withKey(old.raw_key).get('/api/transactions/'));
    must(200, await app.client().withKey(fresh.raw_key).get('/api/transactions/'));
    app.clock.advance(61_000);
    expect((await app.client().withKey(old.raw_key).get('/api/transactions/')).status).toBe(401);
    must(200, await app.client().withKey(fresh.raw_key).get('/api/transactions/'));
  });

  test('a key rotated without grace, and a revoked one, stop at once', async () => {
    const merchant = await signUp(app);
    const first = must(201, await merchant.client.post(keysPath, {}));
    const second = must(200, await merchant.client.post(`${keysPath}${first.id}/rotate/`, {}));
    expect((await app.client().withKey(first.raw_key).get('/api/transactions/')).status).toBe(401);
    must(200, await merchant.client.post(`${keysPath}${second.id}/revoke/`));
    must(200, await merchant.client.post(`${keysPath}${second.id}/revoke/`));
    expect((await app.client().withKey(second.raw_key).get('/api/transactions/')).status).toBe(401);
    must(201, await merchant.client.post(keysPath, {}));
  });

  test('404 for a key of another organization, which stays as it is', async () => {
    const [mine, theirs] = [await signUp(app), await signUp(app)];
    const key = must(201, await theirs.client.post(keysPath, {}));
    expect((await mine.client.post(`${keysPath}${key.id}/revoke/`)).status).toBe(404);
    must(200, await app.client().withKey(key.raw_key).get('/api/transactions/'));
  });
});

describe('the two ways to authenticate are never mixed', () => {
  test('401 dashboard_session_required for a key on links; 401 api_key_required for a session on checkout/create', async () => {
    const merchant = await signUp(app);
    const key = must(201, await merchant.client.post(keysPath, {}));
    const onLinks = await app.client().withKey(key.raw_key).get('/api/payment-links/');
    expect([onLinks.status, onLinks.body.code]).toEqual([401, 'dashboard_session_required']);
    const create = await merchant.client.post('/api/checkout/create/', {});
    expect([create.status, create.body.code]).toEqual([401, 'api_key_required']);
    const bearer = await app
      .client()
      .with({ authorization: `Bearer ${key.raw_key}` })
      .get('/api/transactions/');
    expect(bearer.status).toBe(401);
    expect(bearer.headers.get('www-authenticate')).toBeTruthy();
    must(200, await app.client().with({ 'api-key': key.raw_key }).get('/api/transactions/'));
  });

  test('403 missing_scope names the scope', async () => {
    const merchant = await signUp(app);
    const key = must(201, await merchant.client.post(keysPath, { scopes: ['payments:read'] }));
    const reply = await app.client().withKey(key.raw_key).post('/api/checkout/create/', {});
    expect([reply.status, reply.body.code, reply.body.scope]).toEqual([
      403,
      'missing_scope',
      'checkout:create',
    ]);
  });
});

describe('POST /api/checkout/create/', () => {
  async function shop(settings: Record<string, unknown> = {}) {
    const merchant = await signUp(app);
    if (Object.keys(settings).length > 0)
      must(200, await merchant.client.patch('/api/organization/', settings));
    const product = await makeProduct(merchant);
    const key = must(201, await merchant.client.post(keysPath, {}));
    return { merchant, product, server: app.client().withKey(key.raw_key) };
  }

  test('201 with catalog lines at both addresses, payable by its buyer', async () => {
    const { server, product } = await shop();
    for (const path of ['/api/checkout/create/', '/checkout/create/', '/checkout/create']) {
      const made = must(
        201,
        await server.post(path, { ...buyer, products: [{ id: product.id, quantity: 2 }] }),
      );
      expect(made).toMatchObject({ currency: 'USD', amount: '59.98' });
      expect(made.order_id).toBe(made.checkout_id);
      must(200, await pay(app, made.token));
      const found = must(200, await server.get(`/api/checkouts/${made.checkout_id}/`));
      expect(found).toMatchObject({ status: 'paid', amount: '59.98' });
    }
  });

  test('ad-hoc lines: 403 until the organization allows them, then taxed as asked', async () => {
    const { server, merchant } = await shop();
    const body = {
      ...buyer,
      currency: 'EUR',
      pricing_mode: 'TAX_EXCLUSIVE',
      products: [{ name: 'Consulting', unit_price: '100.00', quantity: 1, tax_rate: '19' }],
    };
    const refused = await server.post('/api/checkout/create/', body);
    expect([refused.status, refused.body.code, refused.body.errors[0].field]).toEqual([
      403,
      'ad_hoc_items_disabled',
      'products[0]',
    ]);
    must(200, await merchant.client.patch('/api/organization/', { allow_ad_hoc_items: true }));
    const made = must(201, await server.post('/api/checkout/create/', body));
    expect(made).toMatchObject({ currency: 'EUR', amount: '119.00' });
    const state = must(200, await app.client().get(`/api/checkout/${made.token}/`));
    expect(state.products[0]).toMatchObject({
      product_id: null,
      name: 'Consulting',
      tax: '19.00',
      total: '119.00',
    });
  });

  test.each([
    [
      'an unknown product',
      { products: [{ id: 'prod_00000000000000000000000000', quantity: 1 }] },
      'unknown_product',
      'products[0].id',
    ],
    [
      'a price beside a catalog id',
      { products: [{ id: 'own', unit_price: '1', quantity: 1 }] },
      undefined,
      undefined,
    ],
    [
      'no postal code in the US',
      { billing_country: 'US', billing_postal_code: '' },
      'required',
      'billing_postal_code',
    ],
    ['an unsupported currency', { currency: 'GBP' }, 'unsupported_currency', 'currency'],
    ['a foreign redirect', { successUrl: 'https://evil.example/' }, 'redirect_not_allowed', 'successUrl'],
    [
      'a total above the maximum',
      { products: [{ id: 'own', quantity: 9999 }] },
      'amount_above_maximum',
      undefined,
    ],
  ])('400 for %s', async (_, change: Record<string, unknown>, code, field) => {
    const { server, product } = await shop();
    const body = JSON.parse(
      JSON.stringify({ ...buyer, products: [{ id: product.id, quantity: 1 }], ...change }).replaceAll(
        '"own"',
        `"${product.id}"`,
      ),
    );
    const reply = await server.post('/api/checkout/create/', body);
    expect(reply.status).toBe(400);
    if (code) expect(reply.body.code).toBe(code);
    if (field) expect(reply.body.errors[0].field).toBe(field);
  });

  test('the same Idempotency-Key gives the same checkout; another body is 422', async () => {
    const { server, product } = await shop();
    const body = { ...buyer, products: [{ id: product.id, quantity: 1 }] };
    const headers = { 'idempotency-key': 'order-1' };
    const replies = await Promise.all(
      [1, 2, 3, 4].map(() => server.post('/api/checkout/create/', body, headers)),
    );
    expect(new Set(replies.map((reply) => must(201, reply).token)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get('idempotent-replayed') === 'true')).toHaveLength(3);
    const other = await server.post('/api/checkout/create/', { ...body, currency: 'EUR' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reuse']);
  });

  test('409 live_mode_unavailable with a live key while no live provider is connected', async () => {
    const { merchant, product } = await shop();
    const key = must(201, await merchant.client.post(keysPath, { mode: 'live' }));
    const live = app.client().withKey(key.raw_key);
    const body = { ...buyer, products: [{ id: product.id, quantity: 1 }] };
    expect((await live.post('/api/checkout/create/', body)).body.code).toBe('live_mode_unavailable');
    const simulated = await live.post('/api/checkout/create/', { ...body, sandbox_simulate: 'canceled' });
    expect([simulated.status, simulated.body.errors[0].field]).toEqual([400, 'sandbox_simulate']);
  });

  test.each([
    ['payment_failed', 'failed', 'failed', ['requires_payment_method']],
    ['checkout_canceled', 'canceled', 'canceled', []],
    ['canceled', 'canceled', 'canceled', ['canceled']],
    ['checkout_pending', 'processing', 'processing', ['processing']],
    ['success_pending_deposit', 'processing', 'processing', ['processing']],
  ])('sandbox_simulate %s', async (simulation, checkoutStatus, transactionStatus, attempts) => {
    const { server, product } = await shop();
    const made = must(
      201,
      await server.post('/api/checkout/create/', {
        ...buyer,
        products: [{ id: product.id, quantity: 1 }],
        sandbox_simulate: simulation,
      }),
    );
    const found = must(200, await server.get(`/api/checkouts/${made.checkout_id}/`));
    expect(found.status).toBe(checkoutStatus);
    const transaction = must(200, await server.get(`/api/transactions/${found.transaction_id}/`));
    expect(transaction.status).toBe(transactionStatus);
    expect(transaction.depositAttempts.map((attempt: { status: string }) => attempt.status)).toEqual(
      attempts,
    );
    if (simulation !== 'success_pending_deposit') return;
    app.clock.advance(5_500);
    const paid = await eventually(
      () => server.get(`/api/checkouts/${made.checkout_id}/`),
      (reply) => reply.body.status === 'paid',
    );
    expect(paid.body.status).toBe('paid');
  });
});
