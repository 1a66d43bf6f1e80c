import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeProduct, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const schemeOf = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);

test('a theme is kept for whoever chose it, from the sign-in page on, and for nobody else', async () => {
  const [first, second] = [await signUp(app), await signUp(app)];
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, first);
  await page.goto(`${app.url}/settings/account`);
  const theme = page.getByRole('combobox', { name: 'Theme' });
  await theme.selectOption('dark');
  expect(await schemeOf(page)).toBe('dark');
  await page.goto(`${app.url}/settings/profile`);
  await page.getByLabel('Organization name').waitFor();
  expect(await schemeOf(page)).toBe('dark');

  await enterAs(page, app, second);
  await page.goto(`${app.url}/settings/account`);
  await theme.waitFor();
  await expect.poll(() => schemeOf(page)).toBe('light dark');
  expect(await theme.inputValue()).toBe('system');

  await enterAs(page, app, first);
  await page.goto(`${app.url}/settings/account`);
  await theme.waitFor();
  await expect.poll(() => schemeOf(page)).toBe('dark');
  await page.context().clearCookies();
  await page.goto(`${app.url}/login`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await schemeOf(page)).toBe('dark');
  visitor.check();
  await visitor.close();
});

test('dates, numbers and money follow what was chosen on the device, and the browser again afterwards', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { name: 'Print', prices: { EUR: '1234.50' } });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/settings/account`);
  const choice = page.getByRole('combobox', { name: 'Dates and numbers' });
  await choice.selectOption('de-DE');
  await page.getByText(/; .*1\.234,50/).waitFor();
  expect(await choice.inputValue()).toBe('de-DE');
  await page.goto(`${app.url}/products`);
  await page.getByText('1.234,50').first().waitFor();
  // What is typed is read by the same rules.
  await page.goto(`${app.url}/products?edit=${product.id}`);
  await page.getByLabel('Price (EUR)').fill('99,5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('99,50').first().waitFor();

  await page.goto(`${app.url}/settings/account`);
  await choice.selectOption('system');
  await page.getByText(/; .*1,234\.50/).waitFor();
  visitor.check();
  await visitor.close();
});

test('whoever opens half a link for a new password is told where the mail is, as no server sends it', async () => {
  const visitor = await visit(app.url);
  await visitor.page.goto(`${app.url}/reset-password`);
  await visitor.page.getByText('prints it with “mail show” and the address').waitFor();
  visitor.check();
  await visitor.close();
});
