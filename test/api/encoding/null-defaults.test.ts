import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { buyer, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

it('null means "not given" in every field that has a default', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  const products = [{ product_id: product.id, quantity: 1 }];
  const nothing = { currency: null, pricing_mode: null, mode: null };
  const link = must(
    201,
    await merchant.client.post('/api/payment-links/', { name: 'Sale', products, ...nothing }),
  );
  expect(link).toMatchObject({ currency: 'USD', pricing_mode: 'TAX_INCLUSIVE', mode: 'sandbox' });
  const start = `/api/payment-links/public/${(await makeLink(merchant)).id}/start/`;
  expect(must(201, await app.client().post(start, { ...buyer, currency: null })).currency).toBe('USD');

  const keys = '/api/organization/api-keys/';
  const key = must(201, await merchant.client.post(keys, { mode: null, name: null, scopes: null }));
  expect(key).toMatchObject({ mode: 'sandbox', scopes: expect.arrayContaining(['payments:read']) });
  must(200, await merchant.client.post(`${keys}rotate/`, { mode: null, grace_seconds: null }));
});
