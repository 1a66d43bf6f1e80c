import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
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
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Sells something for each of these prices in euros; gives the ids of the payments. */
async function sellFor(merchant: Merchant, prices: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, price] of prices.entries()) {
    const product = await makeProduct(merchant, { prices: { EUR: price } });
    const products = [{ product_id: product.id, quantity: 1 }];
    const link = await makeLink(merchant, { currency: 'EUR', products }, product);
    const order = { currency: 'EUR', billing_email: `buyer-${index}@example.com` };
    const { token } = await startOpen(app, link.id, order);
    ids.push(must(200, await pay(app, token)).transaction_id);
  }
  return ids;
}

/** The ids in the table, as they are listed. */
const listed = (page: Page) => page.locator('.payments-table a[title^="TX"]').allTextContents();

async function exported(page: Page): Promise<string[]> {
  const download = page.waitForEvent('download');
  await button(page, 'Other formats').click();
  await page.getByRole('button', { name: /^CSV Comma/ }).click();
  const stream = await (await download).createReadStream();
  const text = (await stream.toArray()).join('');
  return text
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => /^TX[0-9A-Z]+/.exec(line)?.[0] ?? []);
}

test('payments are filtered by amount in the currency that is shown, and exports follow', async () => {
  const merchant = await signUp(app);
  const [small, middle, large] = await sellFor(merchant, ['10.00', '25.00', '90.00']);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments?currency=EUR`);
  await expect.poll(() => listed(page)).toEqual([large, middle, small]);

  await button(page, 'More filters').click();
  const panel = page.getByRole('dialog', { name: 'More filters' });
  await panel.getByLabel('Amount from').fill('30');
  await panel.getByLabel('Amount to').fill('20');
  await button(page, 'Show payments').click();
  await panel.getByText('This is less than the other.').waitFor();
  await panel.getByLabel('Amount from').fill('20');
  await panel.getByLabel('Amount to').fill('95,5');
  await button(page, 'Show payments').click();
  await expect.poll(() => listed(page)).toEqual([large, middle]);
  expect(new URL(page.url()).searchParams.get('max')).toBe('95.50');
  await page.getByText('€20.00 to €95.50').waitFor();
  expect(await exported(page)).toEqual(await listed(page));

  visitor.check();
  await visitor.close();
});

test('payments are filtered by address and way to pay, and each filter is let go alone', async () => {
  const merchant = await signUp(app);
  const [small, middle, large] = await sellFor(merchant, ['10.00', '25.00', '90.00']);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments?currency=EUR&min=20.00`);
  await expect.poll(() => listed(page)).toEqual([large, middle]);
  const panel = page.getByRole('dialog', { name: 'More filters' });
  await button(page, 'More filters').click();
  await panel.getByLabel('Buyer’s email').fill('buyer-1@example.com');
  await button(page, 'Show payments').click();
  await expect.poll(() => listed(page)).toEqual([middle]);
  await page.reload();
  await expect.poll(() => listed(page)).toEqual([middle]);
  expect(await exported(page)).toEqual([middle]);
  await fits(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  await button(page, 'Remove the filter amount').click();
  await button(page, 'Remove the filter email').click();
  await expect.poll(() => listed(page)).toEqual([large, middle, small]);

  await button(page, 'More filters').click();
  await panel.getByLabel('Way to pay').selectOption({ index: 1 });
  await button(page, 'Show payments').click();
  await expect.poll(() => listed(page)).toEqual([large, middle, small]);
  await page.goto(`${app.url}/payments?way=bank`);
  await page.getByText('No payment fits.').waitFor();
  await button(page, 'Remove the filter way to pay').click();
  await expect.poll(() => listed(page)).toEqual([large, middle, small]);
  visitor.check();
  await visitor.close();
});

test('days of a filter are those of the organization’s zone, both counted', async () => {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Pacific/Auckland' }));
  const [id] = await sellFor(merchant, ['10.00']);
  const dayOf = (offset: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Pacific/Auckland' }).format(
      Date.now() + offset * 86_400_000,
    );
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments`);
  await button(page, 'More filters').click();
  const panel = page.getByRole('dialog', { name: 'More filters' });
  await panel.getByLabel('From day').fill(dayOf(0));
  await panel.getByLabel('To day').fill(dayOf(0));
  await button(page, 'Show payments').click();
  await expect.poll(() => listed(page)).toEqual([id]);
  await page.goto(`${app.url}/payments?from=${dayOf(1)}`);
  await page.getByText('No payment fits.').waitFor();
  await page.goto(`${app.url}/payments?to=${dayOf(-1)}`);
  await page.getByText('No payment fits.').waitFor();
  await page.goto(`${app.url}/payments?from=2026-02-31&min=many`);
  await expect.poll(() => listed(page)).toEqual([id]);
  visitor.check();
  await visitor.close();
});

/** The six digits of the mail about this amount. */
async function mailedCode(merchant: Merchant, amount: string): Promise<string> {
  const { body } = await eventually(
    () => merchant.client.get('/api/development/mailbox/?kind=refund_code'),
    (reply) => reply.body.results?.some((mail: Json) => mail.text.includes(amount)),
  );
  const mail = body.results.find((candidate: Json) => candidate.text.includes(amount));
  return /\b\d{6}\b/.exec(mail.text)?.[0] ?? '';
}

test('a refund of a part, then of all that is left, says the tax that the server books', async () => {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { default_tax_rate: '19' }));
  const [id] = await sellFor(merchant, ['59.99']);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments/${id}`);
  const dialog = page.getByRole('dialog', { name: 'Refund payment' });
  const refund = async (amount: string) => {
    const tax = await dialog.locator('dl div').filter({ hasText: 'Tax in it' }).locator('dd').innerText();
    await dialog.getByLabel('Code').fill(await mailedCode(merchant, amount));
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const { results } = must(200, await merchant.client.get(`/api/refunds/?transaction=${id}`));
    expect(results[0]).toMatchObject({ amount, tax_amount: tax.replace('€', '') });
  };
  await button(page, 'Refund').click();
  expect(await dialog.getByRole('button', { name: 'All, €59.99' }).getAttribute('aria-pressed')).toBe('true');
  await dialog.getByRole('button', { name: 'Part of it' }).click();
  await dialog.getByLabel('Amount').fill('20');
  await dialog.getByText('€39.99').waitFor();
  await refund('20.00');
  await button(page, 'Refund').click();
  await dialog.getByRole('button', { name: 'All, €39.99' }).waitFor();
  await dialog.getByRole('button', { name: 'Part of it' }).click();
  expect(await dialog.getByLabel('Amount').inputValue()).toBe('');
  await dialog.getByRole('button', { name: 'All, €39.99' }).click();
  expect(await dialog.getByLabel('Amount').inputValue()).toBe('39.99');
  await refund('39.99');
  await page.getByText('Refunded', { exact: true }).first().waitFor();
  const { refunded_amount } = must(200, await merchant.client.get(`/api/transactions/${id}/`));
  expect(refunded_amount).toBe('59.99');
  visitor.check();
  await visitor.close();
});
