import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const marker = 'שלום';
const turning = `${marker} \u202e(2)`;

/** What the page shows of people's words outside of an element or isolate that keeps their direction apart. */
async function looseTexts(page: Page): Promise<string[]> {
  await page.getByText(marker).first().waitFor();
  return page.evaluate((sought) => {
    const loose: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const besides = text.replace(/\u2068[^\u2066-\u2069]*\u2069/g, '');
      const isApart = node.parentElement?.closest('bdi, [dir=auto], script, style');
      if (/[\u202a-\u202e]/.test(text) || (!isApart && besides.includes(sought))) loose.push(text);
    }
    return loose;
  }, marker);
}

/** Where the words begin on the screen, from the left, in pixels. */
function leftOf(page: Page, words: readonly string[]): Promise<number[]> {
  return page
    .getByRole('dialog')
    .locator('header')
    .evaluate((header, sought) => {
      return sought.map((word) => {
        const walker = document.createTreeWalker(header, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const start = node.textContent?.indexOf(word) ?? -1;
          if (start < 0) continue;
          const range = document.createRange();
          range.setStart(node, start);
          range.setEnd(node, start + word.length);
          return range.getBoundingClientRect().left;
        }
        return -1;
      });
    }, words);
}

test('names that turn the direction of writing turn nothing that stands beside them', async () => {
  const merchant = await signUp(app, { organization_name: turning, name: turning });
  const product = await makeProduct(merchant, { name: turning, description: turning });
  const link = await makeLink(
    merchant,
    { name: turning, max_uses: 5, metadata: { campaign: turning } },
    product,
  );
  const names = { billing_first_name: 'Maja\u202e', billing_last_name: turning, billing_city: turning };
  const checkout = await startOpen(app, link.id, names);
  const { transaction_id: transactionId } = must(200, await pay(app, checkout.token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  for (const path of [
    '/',
    '/products',
    '/payment-links',
    `/payment-links/${link.id}`,
    '/payments',
    '/settings',
    `/payments/${transactionId}`,
  ]) {
    await page.goto(app.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect([path, await looseTexts(page)]).toEqual([path, []]);
  }
  await page.getByRole('button', { name: 'Refund', exact: true }).click();
  await page.getByText(/usually in 3 to 10 days/).waitFor();
  expect(await looseTexts(page)).toEqual([]);
  const places = await leftOf(page, ['To', 'Maja', 'Visa', '4242', 'usually']);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  await page.goto(`${app.url}/products`);
  await page.getByRole('button', { name: /^Archive/ }).click();
  await page.locator('.toast-dock').getByText('Existing links keep selling it.').waitFor();
  expect(await looseTexts(page)).toEqual([]);
  visitor.check();
  await visitor.close();
});
