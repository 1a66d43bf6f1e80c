import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, settled, visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, type Merchant, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from '../dashboard/shop.ts';

/** A money day in five minutes: a seller connects an account, a buyer sends money, a statement proves it, some goes back. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Set to a folder, each step leaves its picture there. */
const pictures = process.env.STORY_PICTURES;
let step = 0;

async function look(page: Page, name: string): Promise<void> {
  step += 1;
  await settled(page);
  expect(await accessibilityFaults(page), name).toEqual([]);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(overflow, name).toBeLessThanOrEqual(0);
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${String(step).padStart(2, '0')}-${name}.png`) });
}

const contentOf = async (download: Download) => buffer(await download.createReadStream());

async function mailedCode(merchant: Merchant): Promise<string> {
  const { body } = await eventually(
    () => merchant.client.get('/api/development/mailbox/?kind=refund_code'),
    (reply) => reply.body.results?.length > 0,
  );
  return /\b\d{6}\b/.exec((body.results as Json[])[0]?.text)?.[0] ?? '';
}

test('money comes from a buyer’s bank, is proved by a statement, and a part of it goes back', async () => {
  const merchant = await signUp(app, { organization_name: 'Nordlicht Fotowerkstatt', name: 'Jonte Hansen' });
  const settings = { time_zone: 'Europe/Berlin', default_currency: 'EUR', default_tax_rate: '19' };
  must(200, await merchant.client.patch('/api/organization/', settings));
  const seat = await makeProduct(merchant, { name: 'Seat in the darkroom', prices: { EUR: '40.00' } });
  const link = await makeLink(
    merchant,
    {
      name: 'Darkroom, 12 June',
      currency: 'EUR',
      max_uses: 12,
      products: [{ product_id: seat.id, quantity: 1 }],
    },
    seat,
  );

  const seller = await visit(app.url);
  await enterAs(seller.page, app, merchant);
  await seller.page.goto(`${app.url}/settings/providers`);
  const transfers = seller.page.getByRole('listitem').filter({ hasText: 'Bank transfer' }).last();
  await transfers.getByRole('button', { name: 'Connect', exact: true }).click();
  const connect = seller.page.getByRole('dialog', { name: 'Connect bank transfer, sandbox' });
  await connect.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
  await connect.getByLabel('Account holder').fill('Nordlicht Fotowerkstatt GmbH');
  await look(seller.page, 'connect');
  await connect.getByRole('button', { name: 'Connect' }).click();
  await connect.waitFor({ state: 'detached' });

  const buyer = await visit(app.url);
  await buyer.page.goto(link.url);
  await buyer.page.getByLabel('Email').fill('maja@example.com');
  await buyer.page.getByLabel('First name').fill('Maja');
  await buyer.page.getByLabel('Last name').fill('Lindqvist');
  await buyer.page.getByLabel('Country').selectOption('DE');
  await buyer.page.getByLabel('Postal code').fill('20359');
  await buyer.page.getByRole('button', { name: /^Continue/ }).click();
  await buyer.page.getByRole('radio', { name: /Bank transfer/ }).check();
  await look(buyer.page, 'choose');
  await buyer.page.getByRole('button', { name: 'Pay €40.00' }).click();
  await buyer.page.waitForURL(/\/transfer$/);
  await buyer.page.getByText('DE89 3704 0044 0532 0130 00').first().waitFor();
  await look(buyer.page, 'transfer');
  await buyer.page.getByRole('button', { name: 'I have sent it' }).click();
  await buyer.page.getByText('Do not send it again.').first().waitFor();

  await seller.page.getByRole('link', { name: 'Bank transfers' }).click();
  await seller.page.getByText('No statement yet').waitFor();
  const sample = seller.page.waitForEvent('download');
  await seller.page.getByRole('button', { name: 'Get a sample statement' }).click();
  const statement = await contentOf(await sample);
  await seller.page
    .getByLabel('Statements')
    .setInputFiles({ name: 'statement.xml', mimeType: 'application/xml', buffer: statement });
  await seller.page.getByRole('listitem', { name: 'statement.xml' }).getByText('1 matched').waitFor();
  const matched = seller.page.getByRole('region', { name: 'Matched', exact: true });
  const payment = matched.getByRole('link', { name: /^TX/ });
  await payment.waitFor();
  await look(seller.page, 'statement');

  // The buyer's page follows by itself.
  await buyer.page.getByText('Your transfer has arrived.').waitFor({ timeout: 30_000 });
  await look(buyer.page, 'arrived');

  await payment.click();
  await seller.page.getByText('Arrived on the account').waitFor();
  await look(seller.page, 'payment');
  await seller.page.getByRole('button', { name: 'Refund', exact: true }).click();
  const refund = seller.page.getByRole('dialog', { name: 'Refund payment' });
  await refund.getByText('by a transfer that you send').waitFor();
  await refund.getByText(/^Six digits, mailed to/).waitFor();
  await refund.getByLabel('Code').fill(await mailedCode(merchant));
  await refund.getByRole('button', { name: 'Refund' }).click();
  await refund.waitFor({ state: 'detached' });
  await seller.page.getByText('pending until you have sent it').first().waitFor();

  await seller.page.getByRole('link', { name: 'Bank transfers' }).click();
  const exported = seller.page.waitForEvent('download');
  await seller.page.getByRole('button', { name: 'Export refunds' }).click();
  const order = (await contentOf(await exported)).toString();
  expect(order).toContain('pain.001.001.09');
  expect(order).toContain('40.00');
  await seller.page.getByText(/^Exported/).waitFor();
  expect(await seller.page.getByRole('button', { name: 'Export refunds' }).count()).toBe(0);
  await look(seller.page, 'refund');

  // A second file would pay twice, so it is asked for.
  await seller.page.getByRole('button', { name: 'Export them again' }).click();
  const again = seller.page.getByRole('dialog', { name: 'Export refunds again' });
  await again.getByText('pays the buyers twice').waitFor();
  await again.getByRole('button', { name: 'Keep the first file' }).click();
  seller.check();
  buyer.check();
  await seller.close();
  await buyer.close();
}, 120_000);
