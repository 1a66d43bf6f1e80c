import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { signUp } from '#test/support/scenario.ts';
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
