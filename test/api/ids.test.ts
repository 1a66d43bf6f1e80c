import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { buyer, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('ids are read without regard to case, in addresses, bodies and filters', async () => {
  const seller = await signUp(app);
  const link = await makeLink(seller);
  const upper = link.id.toUpperCase();
  must(200, await seller.client.get(`/api/payment-links/${upper}/`));
  must(200, await app.client().get(`/api/payment-links/public/${upper}/`));
  must(200, await app.client().get(`/pay/${upper}`, { accept: 'text/html' }));
  const checkout = must(201, await app.client().post(`/api/payment-links/public/${upper}/start/`, buyer));
  const { transaction_id: id } = must(200, await pay(app, checkout.token));
  must(200, await seller.client.get(`/api/transactions/${id.toLowerCase()}/`));
  expect(must(200, await seller.client.get(`/api/transactions/?link=${upper}`)).results).toHaveLength(1);
  const [product] = must(200, await seller.client.get('/api/products/')).results;
  must(200, await seller.client.get(`/api/products/${product.id.toUpperCase()}/`));
  await makeLink(seller, { products: [{ product_id: product.id.toUpperCase(), quantity: 1 }] });
});

test('a refund repeated under the other spelling of its payment is not made twice', async () => {
  const seller = await signUp(app);
  const link = await makeLink(seller);
  const { token } = await startOpen(app, link.id);
  const { transaction_id: id } = must(200, await pay(app, token));
  const { raw_key } = must(201, await seller.client.post('/api/organization/api-keys/', {}));
  const key = app.client().withKey(raw_key);
  const refund = (reference: string) =>
    key.post(`/api/transactions/${reference}/refund/`, { amount: '1.00' }, { 'idempotency-key': 'refund-1' });
  const first = must(201, await refund(id));
  const again = await refund(id.toLowerCase());
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(must(201, again).id).toBe(first.id);
});

test('the character that no database keeps is refused in every text, and never an error of ours', async () => {
  for (const path of ['login', 'password/forgot', 'signup']) {
    const reply = await app.client().post(`/api/auth/${path}/`, {
      email: 'a\u0000b@example.com',
      ...(path === 'password/forgot' ? {} : { password: 'a kiln full of mugs' }),
      ...(path === 'signup' ? { name: 'Ada', organization_name: 'Mugs' } : {}),
    });
    expect([path, reply.status]).toEqual([path, 400]);
    expect(reply.body.errors[0].field).toBe('email');
  }
});
