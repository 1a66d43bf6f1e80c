import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { startBrowser } from '#test/support/cluster-browser.ts';
import { makeProduct, must, signUp } from '#test/support/scenario.ts';
import { enterAs, openShop, type Shop } from './shop.ts';

/** What browsers and people do to an app that nobody planned: other tabs, translation, lost connections, plain http. */
let app: TestApp;
let shop: Shop;
beforeAll(async () => {
  app = await startApp();
  shop = await openShop(app);
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Puts every text into two `font` elements, as the translator of Chrome does, now and whenever text comes. */
const translate = `(() => {
  const wrap = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!text.data.trim() || !parent || parent.closest('font, script, style, svg, textarea')) continue;
      const outer = document.createElement('font');
      const inner = outer.appendChild(document.createElement('font'));
      inner.textContent = text.data;
      parent.replaceChild(outer, text);
    }
  };
  wrap(document.body);
  new MutationObserver(() => wrap(document.body)).observe(document.body, {
    childList: true, subtree: true, characterData: true,
  });
})()`;

async function translated(page: Page): Promise<void> {
  await page.addInitScript(`addEventListener('DOMContentLoaded', () => ${translate})`);
}

test('a tab whose browser signed in as somebody else changes nothing, says so, and goes on after a reload', async () => {
  const [first, second] = [await signUp(app), await signUp(app, { organization_name: 'The other shop' })];
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await enterAs(page, app, first);
  await page.goto(`${app.url}/settings/profile`);
  await page.getByLabel('Organization name').fill('Written in the wrong tab');
  await enterAs(page, app, second);
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'This browser is signed in differently now' }).waitFor();
  for (const merchant of [first, second]) {
    const { name } = must(200, await merchant.client.get('/api/organization/'));
    expect(name).not.toBe('Written in the wrong tab');
  }
  await button(page, 'Reload').click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(await page.getByLabel('Organization name').inputValue()).toBe('The other shop');

  // Another tab signs in: this one notices without being touched.
  const other = await context.newPage();
  await other.goto(`${app.url}/login`);
  await other.getByLabel('Email').fill(first.email);
  await other.getByLabel('Password').fill(first.password);
  await button(other, 'Sign in').click();
  await page.getByRole('heading', { name: 'This browser is signed in differently now' }).waitFor();
  await visitor.close();
});

test('what a browser translated still changes: errors of sign-in, and the state of a link', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  await translated(page);
  await page.goto(`${app.url}/login`);
  await button(page, 'Sign in').click();
  await page.getByText('Enter your password.').waitFor();
  await page.getByLabel('Email').fill(shop.merchant.email);
  await page.getByLabel('Password').fill('something else entirely');
  await button(page, 'Sign in').click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill(shop.merchant.password);
  await button(page, 'Sign in').click();
  await page.getByText('Darkroom weekend, June').first().waitFor();
  await page.goto(`${app.url}/payment-links/${shop.links[2].id}`);
  await button(page, 'Deactivate').click();
  await button(page, 'Activate').waitFor();
  expect(await page.locator('h1 .pill').textContent()).toBe('Inactive');
  await button(page, 'Activate').click();
  await button(page, 'Deactivate').waitFor();
  expect(await page.locator('h1 .pill').textContent()).toBe('Active');
  visitor.check();
  await visitor.close();
});

test('every screen opens after every other in a translated page', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  await translated(page);
  await enterAs(page, app, shop.merchant);
  await page.goto(app.url);
  await page.getByText('Darkroom weekend, June').first().waitFor();
  for (const place of ['Payment links', 'Payments', 'Products', 'Settings', 'Home']) {
    await page.getByRole('link', { name: place, exact: true }).first().click();
    await page.getByRole('heading', { name: place, level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  }
  await page.goto(`${app.url}/settings/profile`);
  for (const tab of ['Prices and tax', 'Branding', 'Limits and fees', 'Your account', 'Profile']) {
    await page.getByRole('link', { name: tab, exact: true }).click();
    await page.waitForLoadState('networkidle');
  }
  await page.getByLabel('Website').fill('no address');
  await button(page, 'Save').click();
  await page.getByText('Enter a full address').waitFor();
  visitor.check();
  await visitor.close();
});

test('a screen that cannot be fetched says so in its place, and comes when it is tried again', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, shop.merchant);
  let isOffline = false;
  await page.route(/\/dashboard\/assets\/.*\.js$|\/api\//, (route) =>
    isOffline ? route.abort('internetdisconnected') : route.continue(),
  );
  await page.goto(app.url);
  await page.getByText('Darkroom weekend, June').first().waitFor();
  isOffline = true;
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByText('The server does not answer.').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/products');
  isOffline = false;
  await button(page, 'Try again').click();
  await page.getByText('Lens cleaning kit').first().waitFor();
  await visitor.close();
});

test('Back leads from the second page of a table to the first', async () => {
  const merchant = await signUp(app);
  for (let count = 0; count < 26; count++) await makeProduct(merchant, { name: `Product ${count}` });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/products`);
  await page.getByText('Product 25', { exact: true }).waitFor();
  await button(page, 'Older').click();
  await page.getByText('Product 0', { exact: true }).waitFor();
  await page.goBack();
  await page.getByText('Product 25', { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/products');
  visitor.check();
  await visitor.close();
});

test('an amount that could be meant in two ways is asked about, and no code is mailed for it', async () => {
  const visitor = await visit(app.url, { locale: 'en-US' });
  const { page } = visitor;
  await enterAs(page, app, shop.merchant);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/refund/code/')) asked.push(request.postData() ?? '');
  });
  await page.goto(`${app.url}/payments/${shop.paymentId}`);
  await button(page, 'Refund').click();
  const dialog = page.getByRole('dialog', { name: 'Refund payment' });
  await dialog.getByLabel('Amount').fill('0.005');
  await dialog.getByText('Use at most two decimals, such as 29.99.').waitFor();
  expect(await dialog.locator('.foot-note b').textContent()).toBe('–');
  await page.goto(`${app.url}/products?edit=new`);
  await page.getByLabel('Name', { exact: true }).fill('Print');
  await page.getByLabel('Price (USD)').fill('29.999');
  await button(page, 'Create product').click();
  await page.getByText('Is this 29999,').waitFor();
  // Only the whole of the payment was ever asked for, when the dialog opened.
  expect(asked.filter((body) => body.includes('"5.00"'))).toEqual([]);
  visitor.check();
  await visitor.close();
});

test('the dashboard works over plain http on a name that is not localhost', async () => {
  const running = await startBrowser(['--host-resolver-rules=MAP some-name.test 127.0.0.1']);
  const browser = await chromium.connect(running.endpoint);
  try {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    page.setDefaultTimeout(10_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const url = app.url.replace(/127\.0\.0\.1|localhost/, 'some-name.test');
    await page.context().addCookies([{ name: 'access_token', value: shop.merchant.token, url }]);
    await page.goto(`${url}/payments/${shop.paymentId}`);
    expect(await page.evaluate('isSecureContext')).toBe(false);
    await button(page, 'Refund').click();
    await page.getByRole('dialog', { name: 'Refund payment' }).waitFor();
    await page.goto(`${url}/payment-links/${shop.links[0].id}?dialog=share`);
    await page.getByRole('dialog').getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Copied the link.').waitFor();
    for (const path of [
      '/',
      '/payment-links',
      '/payment-links/new',
      '/products?edit=new',
      '/settings/account',
    ]) {
      await page.goto(url + path);
      await page.waitForLoadState('networkidle');
    }
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
    await running.stop();
  }
}, 60_000);
