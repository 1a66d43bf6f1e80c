import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const path = '/api/payment-links/preview/';
/** Without what is another in every copy: addresses of the link, and the one-time number. */
const comparable = (html: string) =>
  html
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/name="nonce" value(?:="[^"]*")?/g, 'name="nonce"');

it.each<[string, Json]>([
  ['as little as a link needs', {}],
  ['another currency, tax added', { currency: 'EUR', pricing_mode: 'TAX_EXCLUSIVE' }],
  ['an end and places', { expires_at: '2040-06-14T16:00:00Z', max_uses: 7 }],
])('200: is the page that buyers get once the link is made, and stores nothing: %s', async (_, fields) => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { prices: { USD: '30.00', EUR: '27.50' }, tax_rate: '19' });
  const draft = { products: [{ product_id: product.id, quantity: 3 }], ...fields };
  const preview = await merchant.client.post(path, draft);
  expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(preview.headers.get('cache-control')).toBe('no-store');
  expect(must(200, await merchant.client.get('/api/payment-links/')).results).toEqual([]);
  const link = must(201, await merchant.client.post('/api/payment-links/', { name: 'Made', ...draft }));
  const page = await fetch(link.url);
  expect(comparable(preview.text)).toBe(comparable(await page.text()));
});

it('refuses what making the link would refuse, in the same words', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { prices: { USD: '30.00' } });
  const line = { product_id: product.id, quantity: 1 };
  for (const draft of [
    { products: [] },
    { products: [{ ...line, product_id: 'prod_nothing' }] },
    { products: [line], currency: 'EUR' },
    { products: [line], currency: 'GBP' },
    { products: [{ ...line, quantity: 9999 }] },
    { products: [line], expires_at: '2020-01-01T00:00:00Z' },
    { products: [line], expires_at: 'soon' },
    { products: [line], max_uses: 0 },
    { products: [line], mode: 'live' },
    { products: [line], colour: 'red' },
  ]) {
    const { status, body } = await merchant.client.post(path, draft);
    const made = await merchant.client.post('/api/payment-links/', { name: 'Made', ...draft });
    const told = ({ code, detail, errors }: Json) => ({ code, detail, errors });
    expect([draft, status, told(body)]).toEqual([draft, made.status, told(made.body)]);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

it('400: refuses a total below what the organization takes', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { prices: { USD: '0.10' } });
  const reply = await merchant.client.post(path, { products: [{ product_id: product.id, quantity: 1 }] });
  expect([reply.status, reply.body.code]).toEqual([400, 'amount_below_minimum']);
});
