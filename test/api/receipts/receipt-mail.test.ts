import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
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
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const mailbox = (merchant: Merchant) => merchant.client.get('/api/development/mailbox/');

test('a payment mails one receipt to the buyer and one notice to the merchant, whose link opens the receipt', async () => {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { contact_email: 'till@shop.example' }));
  const link = await makeLink(merchant);
  const { token } = await startOpen(app, link.id);
  must(200, await pay(app, token));
  await pay(app, token);
  const found = await eventually(
    () => mailbox(merchant),
    (reply) => reply.body.results.length >= 2,
  );
  const mails = found.body.results as Json[];
  expect(mails.map((mail) => [mail.kind, mail.to]).sort()).toEqual([
    ['payment_notice', 'till@shop.example'],
    ['receipt', 'maja@example.com'],
  ]);
  const receipt = mails.find((mail) => mail.kind === 'receipt');
  expect(receipt.text).toContain('$59.98');
  const address = new RegExp(`${app.url}/checkout/\\S+/receipt`).exec(receipt.text)?.[0] ?? '';
  expect((await app.client().get(address)).status).toBe(200);
});

test('a declined payment mails nothing', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  await pay(app, (await startOpen(app, link.id)).token, cards.declined);
  const paid = await startOpen(app, link.id);
  must(200, await pay(app, paid.token));
  const found = await eventually(
    () => mailbox(merchant),
    (reply) => reply.body.results.length > 0,
  );
  expect(found.body.results).toHaveLength(1);
});
