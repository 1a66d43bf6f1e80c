import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

/** A train in a tunnel: what was typed stays, and what was sent goes on by itself. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const sentence = (page: Page) => page.getByText('You are offline.');

test('without a connection a sentence says so, nothing typed is lost, and it all goes on by itself', async () => {
  const merchant = await signUp(app);
  await makeProduct(merchant);
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/new`);
  await page.getByRole('combobox', { name: 'Add product' }).fill('print');
  await page.getByRole('option', { name: /Print/ }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Made in a');
  await context.setOffline(true);
  await sentence(page).waitFor();
  await fits(page);
  await page.getByLabel('Name', { exact: true }).fill('Made in a tunnel');
  await button(page, /^Create link/).click();
  await context.setOffline(false);
  await page.getByRole('dialog', { name: 'Share link' }).waitFor();
  await sentence(page).waitFor({ state: 'detached' });
  const { results } = must(200, await merchant.client.get('/api/payment-links/'));
  expect(results.map(({ name }: { name: string }) => name)).toEqual(['Made in a tunnel']);
  visitor.check();
  await visitor.close();
});

test('a screen and a list that were opened without a connection come once there is one', async () => {
  const merchant = await signUp(app);
  await makeLink(merchant, { name: 'Autumn prints' }, await makeProduct(merchant, { name: 'Poster' }));
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(app.url);
  await page.getByText('Get ready to sell').first().waitFor();
  await context.setOffline(true);
  await sentence(page).waitFor();
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByText('The server does not answer.').first().waitFor();
  await context.setOffline(false);
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor();
  await page.getByText('Poster').first().waitFor();
  expect(await sentence(page).count()).toBe(0);

  // A list whose screen is here already.
  await context.setOffline(true);
  await sentence(page).waitFor();
  await page.getByRole('searchbox', { name: 'Find products' }).fill('nothing like it');
  await page.waitForURL(/q=nothing/);
  await context.setOffline(false);
  await page.getByText('No product fits.').waitFor();
  visitor.check();
  await visitor.close();
});

test('a browser without any network stays at work with a server that answers, as on one machine', async () => {
  const merchant = await signUp(app);
  await makeProduct(merchant, { name: 'Poster' });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/products`);
  await page.getByText('Poster').waitFor();
  const asked = page.waitForResponse(/\/healthz$/);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });
    dispatchEvent(new Event('offline'));
  });
  await asked;
  await page.getByRole('searchbox', { name: 'Find products' }).fill('nothing like it');
  await page.getByText('No product fits.').waitFor();
  expect(await sentence(page).count()).toBe(0);
  visitor.check();
  await visitor.close();
});
