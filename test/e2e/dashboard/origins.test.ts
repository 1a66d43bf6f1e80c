import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { type Merchant, makeLink, must, signUp, start } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const listed = async (merchant: Merchant) => must(200, await merchant.client.get('/api/organization/'));

async function openOrigins(merchant: Merchant) {
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(`${app.url}/settings/origins`);
  await visitor.page.getByLabel('Add a redirect origin').waitFor();
  return visitor;
}

test('an origin is judged while it is typed, and once added buyers are sent there', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const successUrl = 'https://shop.example.com/thanks?cart=7';
  expect((await start(app, link.id, { successUrl })).body.code).toBe('redirect_not_allowed');
  const { page, check, close } = await openOrigins(merchant);
  const field = page.getByLabel('Add a redirect origin');
  const form = page.locator('form').filter({ has: field });
  for (const [typed, words] of [
    ['shop.example.com', 'Begin with https://: https://shop.example.com.'],
    ['https://*.example.com', 'An origin with * matches nothing.'],
    ['http://shop.example.com', 'Only https is safe for buyers.'],
    [successUrl, 'https://shop.example.com is added: every page there counts'],
  ] as const) {
    await field.fill(typed);
    await form.getByText(words).waitFor();
  }
  await form.getByRole('button', { name: 'Add' }).click();
  await page.getByText('Added https://shop.example.com.').waitFor();
  await field.fill('https://shop.example.com/');
  await form.getByText('https://shop.example.com is listed already.').waitFor();
  must(201, await start(app, link.id, { successUrl }));

  await button(page, 'Remove https://shop.example.com').click();
  await page.getByText('None. Checkouts with an address to return to are refused').waitFor();
  expect((await start(app, link.id, { successUrl })).body.code).toBe('redirect_not_allowed');
  await button(page, 'Undo').click();
  await button(page, 'Remove https://shop.example.com').waitFor();
  expect((await listed(merchant)).allowed_redirect_origins).toEqual(['https://shop.example.com']);
  check();
  await close();
});

test('an embed origin may show the page of a link in a frame', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const framesOf = async () =>
    (await fetch(link.url)).headers.get('content-security-policy')?.match(/frame-ancestors [^;]+/)?.[0];
  expect(await framesOf()).toBe("frame-ancestors 'none'");
  const { page, check, close } = await openOrigins(merchant);
  await page.getByLabel('Add an embed origin').fill('https://blog.example.com');
  await page.getByLabel('Add an embed origin').press('Enter');
  await page.getByText('Added https://blog.example.com.').waitFor();
  expect(await framesOf()).toBe('frame-ancestors https://blog.example.com');
  check();
  await close();
});
