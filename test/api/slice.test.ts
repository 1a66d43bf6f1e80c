import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { makeLink, must, pay, signUp, start, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('a merchant makes a link, a buyer pays it, and the merchant sees the money', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  expect(link.total).toBe('59.98');
  must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
  const checkout = await startOpen(app, link.id);
  expect(checkout.amount).toBe('59.98');
  const paid = must(200, await pay(app, checkout.token));
  expect(paid.status).toBe('paid');
  const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
  expect(detail).toMatchObject({ uses: 1, paid_count: 1, revenue: { USD: '59.98', EUR: '0.00' } });
  const payments = must(200, await merchant.client.get(`/api/payment-links/${link.id}/payments/`));
  expect(payments.results[0]).toMatchObject({
    id: paid.transaction_id,
    status: 'paid',
    gross_amount: '59.98',
  });
  const receipt = must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
  expect(receipt).toMatchObject({ total: '59.98', card: { brand: 'visa', last4: '4242' } });
});

test('500 parallel starts on 7 places give exactly 7, and 493 are told that all are held', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { max_uses: 7 });
  const replies = await Promise.all(Array.from({ length: 500 }, () => start(app, link.id)));
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(7);
  expect(replies.filter((reply) => reply.body.code === 'link_fully_held')).toHaveLength(493);
});
