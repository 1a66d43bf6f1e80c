import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import {
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
let receiver: Receiver;
beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' } });
  receiver = await startReceiver();
});
afterAll(async () => {
  await app.stop();
  await receiver.close();
});

const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title, level: 2 }) });

/** Amounts of a card's rows, in minor units, without what closes them. */
async function amountsOf(page: Page, title: string): Promise<number[]> {
  const rows = card(page, title).locator('dl > div:not(.sums-total):not(.ledger-entry) dd');
  return (await rows.allInnerTexts()).map((text) =>
    Math.round(100 * Number(text.replace('−', '-').replace(/[^\d.-]/g, ''))),
  );
}

async function sell(merchant: Merchant): Promise<Json> {
  const book = await makeProduct(merchant, { name: 'Field notes', prices: { EUR: '32.00' }, tax_rate: '7' });
  const course = await makeProduct(merchant, { name: 'Course', prices: { EUR: '240.00' }, tax_rate: '19' });
  const products = [book, course].map(({ id }) => ({ product_id: id, quantity: 1 }));
  const link = await makeLink(merchant, { currency: 'EUR', products }, book);
  const { token } = await startOpen(app, link.id, { currency: 'EUR' });
  const { transaction_id } = must(200, await pay(app, token));
  return must(200, await merchant.client.get(`/api/transactions/${transaction_id}/`));
}

test('a payment shows its ledger down to zero, the tax of each line, its receipt, and every delivery', async () => {
  const merchant = await signUp(app);
  const endpoint = { url: receiver.url, enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', endpoint));
  const payment = await sell(merchant);
  await eventually(
    async () => receiver.received.length,
    (count) => count > 0,
  );
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments`);
  const row = page.getByRole('link', { name: payment.id, exact: true });
  expect((await row.boundingBox())?.width).toBeLessThan(100);
  await row.click();

  await card(page, 'Ledger').getByText('Buyer paid').waitFor();
  await card(page, 'Ledger').getByText('Balanced').waitFor();
  const booked = await amountsOf(page, 'Ledger');
  expect(booked[0]).toBe(27_200);
  expect(booked.reduce((sum, amount) => sum + amount, 0)).toBe(0);
  await card(page, 'Ledger').getByText('€0.00').waitFor();

  const lines = card(page, 'Lines');
  const taxes = payment.products.map(({ tax }: Json) => `€${tax}`);
  for (const tax of taxes) await lines.getByText(tax).waitFor();
  await lines.getByText('19%').waitFor();
  await lines.getByText('7%').waitFor();

  const deliveries = card(page, 'Webhook deliveries');
  await deliveries.getByText('Delivered, 204').first().waitFor();
  const before = await deliveries.getByRole('row').count();
  await deliveries.getByRole('button', { name: 'Resend webhook', exact: true }).click();
  await deliveries.getByText('sent again by hand').first().waitFor();
  expect(await deliveries.getByRole('row').count()).toBe(before + 1);

  const receipt = must(200, await merchant.client.get(`/api/transactions/${payment.id}/receipt/`));
  expect(await page.getByRole('link', { name: 'Receipt', exact: true }).getAttribute('href')).toBe(
    receipt.url,
  );
  await card(page, 'Details').getByText(receipt.number).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'PDF' }).click();
  expect((await download).suggestedFilename()).toBe(`receipt-${receipt.number}.pdf`);
  visitor.check();
  await visitor.close();
});

test('a refund is booked under the payment, and the books still balance', async () => {
  const merchant = await signUp(app);
  const payment = await sell(merchant);
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const client = app.client().withKey(key.raw_key);
  must(201, await client.post(`/api/transactions/${payment.id}/refund/`, { amount: '20' }));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments/${payment.id}`);
  const ledger = card(page, 'Ledger');
  for (const kind of ['Payment', 'Refund asked for', 'Refund sent'])
    await ledger.getByText(kind, { exact: true }).waitFor();
  await ledger.getByText('Back to the buyer').waitFor();
  const booked = await amountsOf(page, 'Ledger');
  expect(booked).toContain(-2_000);
  expect(booked.reduce((sum, amount) => sum + amount, 0)).toBe(0);
  await card(page, 'Webhook deliveries').getByText('Nothing was sent').waitFor();
  visitor.check();
  await visitor.close();
});
