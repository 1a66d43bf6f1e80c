import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { handInCamt, openShop, order } from '#test/support/bank-shop.ts';
import { visit } from '#test/support/browser.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('a seller sees what of a payment came, what is missing, and that it was taken back', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop);
  await handInCamt(shop, [{ minor: 250n, text: sale.reference }]);
  const { page, check, close } = await visit(app.url);
  await enterAs(page, app, shop.merchant);
  await page.goto(`${app.url}/payments/${sale.transactionId}`);
  await page.getByRole('img', { name: '€2.50 of €10.00' }).waitFor();
  expect(await page.getByText('Still missing').locator('xpath=..').innerText()).toContain('€7.50');

  await handInCamt(shop, [{ minor: 750n, text: sale.reference }]);
  await page.reload();
  await page.getByText('Arrived on the account').waitFor();
  expect(await page.getByText('Still missing').count()).toBe(0);

  await handInCamt(shop, [
    {
      minor: 750n,
      text: sale.reference,
      direction: 'debit',
      isReversal: true,
      returnReason: 'AC04',
      name: 'Maja',
    },
  ]);
  await page.reload();
  await page.getByText('Money of this payment is gone').waitFor();
  await page.getByText('€7.50. The account is closed (AC04)').waitFor();
  await page.getByText('Disputed', { exact: true }).waitFor();
  check();
  await close();
});

test('Home names the transfers that nobody could match, and leads to them', async () => {
  const shop = await openShop(app);
  await order(app, shop);
  const { page, check, close } = await visit(app.url);
  await enterAs(page, app, shop.merchant);
  await handInCamt(shop, [{ minor: 1_000n, text: 'Thanks' }]);
  await page.goto(app.url);
  await page.getByRole('link', { name: 'One transfer to match' }).click();
  await page.getByRole('heading', { name: 'Bank transfers' }).waitFor();
  await page.getByText('“Thanks”').first().waitFor();
  check();
  await close();
});
