import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const names = (page: Page) =>
  page
    .getByRole('row')
    .locator('a.name')
    .allTextContents()
    .then((texts) => texts.map((text) => text.trim()));
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function openList(amount: number) {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  const links: Json[] = [];
  for (let index = 1; index <= amount; index += 1)
    links.push(await makeLink(merchant, { name: `Sale ${String(index).padStart(2, '0')}` }, product));
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(`${app.url}/payment-links`);
  await visitor.page.getByRole('link', { name: `Sale ${String(amount).padStart(2, '0')}` }).waitFor();
  return { merchant, product, links, visitor, page: visitor.page };
}

test('the list is sorted by its heads and by a choice, and stays so over pages and a reload', async () => {
  const { merchant, links, visitor, page } = await openList(27);
  const checkout = await startOpen(app, links[4]?.id, { billing_email: 'maja@example.com' });
  must(200, await pay(app, checkout.token));
  await button(page, 'Name').click();
  await page.waitForURL(/sort=name/);
  await page
    .getByRole('columnheader', { name: 'Name' })
    .and(page.locator('[aria-sort="ascending"]'))
    .waitFor();
  await page.getByRole('link', { name: 'Sale 01' }).waitFor();
  expect((await names(page)).slice(0, 3)).toEqual(['Sale 01', 'Sale 02', 'Sale 03']);
  await button(page, 'Next').click();
  await page.getByRole('link', { name: 'Sale 27' }).waitFor();
  expect(await names(page)).toEqual(['Sale 26', 'Sale 27']);
  await page.reload();
  await page.getByRole('link', { name: 'Sale 27' }).waitFor();
  await button(page, 'Previous').click();
  await page.getByRole('link', { name: 'Sale 01' }).waitFor();
  await button(page, 'Revenue, conversion').click();
  await page.waitForURL(/sort=-revenue/);
  await page.getByRole('row').nth(1).getByRole('link', { name: 'Sale 05' }).waitFor();
  await page.getByLabel('Sort').selectOption('name, Z to A');
  await page.waitForURL(/sort=-name/);
  await page.getByRole('row').nth(1).getByRole('link', { name: 'Sale 27' }).waitFor();
  must(200, await merchant.client.get('/api/payment-links/?sort=-name'));
  visitor.check();
  await visitor.close();
});

test('links are found by their id and by their address, and by the days on which they were made', async () => {
  const { links, visitor, page } = await openList(2);
  const find = page.getByLabel('Find links');
  await find.fill(links[0]?.url as string);
  await page.getByText('1 link.').waitFor();
  expect(await names(page)).toEqual(['Sale 01']);
  await find.fill(links[1]?.id as string);
  await page.getByRole('link', { name: 'Sale 02' }).waitFor();
  expect(await names(page)).toEqual(['Sale 02']);
  await find.fill('');
  await page.getByText('2 links.').waitFor();
  await page.getByLabel('Created').selectOption('today');
  await page.waitForURL(/created=today/);
  await page.getByText('2 links.').waitFor();
  await page.getByLabel('Created').selectOption('between …');
  await page.getByLabel('To', { exact: true }).fill('2020-12-31');
  await page.getByText('No link fits.').waitFor();
  expect([parameter(page, 'created'), parameter(page, 'to')]).toEqual(['custom', '2020-12-31']);
  await page.reload();
  await page.getByText('No link fits.').waitFor();
  await page.getByLabel('To', { exact: true }).fill('');
  await page.getByLabel('From', { exact: true }).fill('2020-01-01');
  await page.getByText('2 links.').waitFor();
  visitor.check();
  await visitor.close();
});

test('many links are switched off at once with the keyboard, and all of that is taken back', async () => {
  const { merchant, visitor, page } = await openList(6);
  const active = async () =>
    must(200, await merchant.client.get('/api/payment-links/?status=active')).results.length;
  await page.getByLabel('Select Sale 06').focus();
  await page.keyboard.press('Space');
  await page.getByText('1 selected').waitFor();
  expect(
    await page
      .getByLabel('Select all on this page')
      .evaluate((box) => (box as unknown as { indeterminate: boolean }).indeterminate),
  ).toBe(true);
  await page.getByLabel('Select Sale 04').click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').waitFor();
  await page.getByLabel('Select all on this page').focus();
  await page.keyboard.press('Space');
  await page.getByText('6 selected').waitFor();
  await button(page, 'Deactivate').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Deactivated 6 links.').waitFor();
  expect(await active()).toBe(0);
  await button(page, 'Undo').click();
  await page.getByText('Activated 6 links.').waitFor();
  expect(await active()).toBe(6);
  visitor.check();
  await visitor.close();
});

test('what fails among many is listed with its reason, the rest is done, and its undo takes back only that', async () => {
  const { merchant, links, visitor, page } = await openList(5);
  const doomed = links[2]?.id as string;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route('**/api/payment-links/*/', async (route) => {
    if (route.request().method() !== 'DELETE') return route.fallback();
    if (route.request().url().includes(doomed))
      return route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'unavailable', detail: 'The database is restarting.', errors: [] }),
      });
    await gate;
    return route.fallback();
  });
  await page.getByLabel('Select all on this page').check();
  await button(page, 'Delete').click();
  await page.getByText('Deleting 1 of 5…').waitFor();
  open();
  await page.getByRole('alert').getByText('“Sale 03”: The database is restarting.').waitFor();
  await page.getByText('Deleted 4 links.').waitFor();
  const shown = async () => must(200, await merchant.client.get('/api/payment-links/')).results.length;
  expect(await shown()).toBe(1);
  await button(page, 'Undo').click();
  await page.getByText('Restored 4 links.').waitFor();
  expect(await shown()).toBe(5);
  visitor.check();
  await visitor.close();
});

test('a viewer has nothing to tick', async () => {
  const { merchant, visitor, page } = await openList(1);
  await page.route('**/api/auth/me/', async (route) => {
    const reply = await route.fetch();
    const account = await reply.json();
    await route.fulfill({ response: reply, json: { ...account, role: 'viewer' } });
  });
  expect(await page.getByRole('checkbox').count()).toBe(2);
  await page.reload();
  await page.getByRole('link', { name: 'Sale 01' }).waitFor();
  await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
  expect(await page.getByRole('checkbox').count()).toBe(0);
  must(200, await merchant.client.get('/api/payment-links/'));
  visitor.check();
  await visitor.close();
});
