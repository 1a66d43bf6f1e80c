import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { settled, visit } from '#test/support/browser.ts';
import { startBrowser } from '#test/support/cluster-browser.ts';
import { makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
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
  for (const place of ['Payment links', 'Payments', 'Products', 'Developers', 'Settings', 'Home']) {
    await page.getByRole('link', { name: place, exact: true }).first().click();
    await page.getByRole('heading', { name: place, level: 1 }).waitFor();
    await settled(page);
  }
  await page.goto(`${app.url}/settings/profile`);
  for (const tab of ['Prices and tax', 'Branding', 'Limits and fees', 'Your account', 'Profile']) {
    const tabs = page.getByRole('navigation', { name: 'Settings' });
    await tabs.getByRole('link', { name: tab, exact: true }).click();
    await page.locator('.tabs a[aria-current="page"]', { hasText: tab }).waitFor();
    await settled(page);
  }
  await page.getByLabel('Website').fill('no address');
  await button(page, 'Save').click();
  await page.getByText('Enter a full address').waitFor();
  visitor.check();
  await visitor.close();
});

test('a newcomer signs up, sells and looks around in a translated page, through every dialog and panel', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  const dialog = (name: string) => page.getByRole('dialog', { name });
  await translated(page);
  await page.goto(`${app.url}/signup`);
  await button(page, 'Create account').click();
  await page.getByText('Enter the name that buyers know you by.').waitFor();
  await page.getByLabel('Organization name').fill('Nordlicht');
  await page.getByText('Enter the name that buyers know you by.').waitFor({ state: 'detached' });
  await page.getByLabel('Your name').fill('Jonte Hansen');
  await page.getByLabel('Email').fill(shop.merchant.email);
  await page.getByLabel('Password').fill('correct horse battery');
  await button(page, 'Create account').click();
  // Refused with a sentence, since the address has an account with another password.
  await page.locator('.error, [role=alert]').first().waitFor();
  await page.getByLabel('Email').fill('translated@nordlicht.example');
  await button(page, 'Create account').click();
  await page.getByText('Get ready to sell').waitFor();

  await button(page, 'Add').click();
  const product = dialog('New product');
  await product.getByRole('button', { name: 'Create product' }).click();
  await product.getByText('Enter a price in at least one currency.').waitFor();
  await product.getByLabel('Name').fill('Mug');
  await page.keyboard.press('Escape');
  await button(page, 'Stay').click();
  await page.reload();
  await page.getByText('Restored what you had typed.').waitFor();
  await product.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Restored what you had typed.').waitFor({ state: 'detached' });
  await product.getByLabel('Name').fill('Mug');
  await product.getByLabel('Price (USD)').fill('12');
  await product.getByRole('button', { name: 'Create product' }).click();
  await product.waitFor({ state: 'detached' });
  await button(page, 'Archive Mug').click();
  await button(page, 'Undo').click();
  await button(page, 'Edit Mug').click();
  await dialog('Edit product').getByLabel('Price (USD)').fill('13');
  await dialog('Edit product').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: '$13.00' }).waitFor();

  await page.goto(`${app.url}/payment-links/new`);
  await page.getByRole('button', { name: /^Create link/ }).click();
  await page.getByText('2 fields to fix').waitFor();
  const picker = page.getByRole('combobox', { name: 'Add product' });
  await picker.fill('mug');
  await page.getByRole('option', { name: /^Mug/ }).click();
  await page.getByText('Buyers pay $13.00').first().waitFor();
  await page.getByText('1 field to fix').waitFor();
  await page.getByRole('button', { name: 'One more' }).click();
  await page.getByText('Buyers pay $26.00').first().waitFor();
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByText('No price in EUR.').first().waitFor();
  await page.getByLabel('Currency').selectOption('USD');
  await picker.fill('Poster');
  await page.getByRole('option', { name: /^Create/ }).click();
  await product.getByLabel('Price (USD)').fill('5');
  await product.getByRole('button', { name: 'Create product' }).click();
  await page.getByText('Buyers pay $31.00').first().waitFor();
  await page.getByRole('button', { name: 'Remove Poster' }).click();
  await page.getByText('Buyers pay $26.00').first().waitFor();
  await button(page, 'Add metadata').click();
  await page.getByRole('button', { name: 'Remove pair 1' }).click();
  await page.getByRole('button', { name: 'Choose a date' }).click();
  await page.getByRole('button', { name: 'Next month' }).click();
  await page
    .getByRole('grid')
    .getByRole('button', { name: /\b15\b/ })
    .first()
    .click();
  await page.getByText('UTC. In').waitFor();
  await page.getByLabel('Max uses').fill('3');
  await page.getByLabel('Name', { exact: true }).fill('Translated');
  await page.getByRole('button', { name: /^Create link/ }).click();
  const address = await dialog('Share link').getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await dialog('Share link').waitFor({ state: 'detached' });

  const kept = await startOpen(app, address.slice(-36), { billing_email: 'keeps@example.com' });
  const { transaction_id: paymentId } = must(
    200,
    await pay(app, (await startOpen(app, address.slice(-36))).token),
  );
  await page.reload();
  await button(page, 'Release the place of keeps@example.com').click();
  await dialog('Release this place?').getByRole('button', { name: 'Release place' }).click();
  await page.locator('.toast-dock').getByText('Released the place of').waitFor();
  await page.getByText('2 of 3 left').waitFor();
  expect((await app.client().get(`/api/checkout/${kept.token}/`)).body.status).toBe('canceled');
  await button(page, 'Edit').click();
  await dialog('Edit link').getByLabel('Max uses').fill('0');
  await dialog('Edit link').getByRole('button', { name: 'Save' }).click();
  await dialog('Edit link').getByText('Enter 1 to 1,000,000').waitFor();
  await dialog('Edit link').getByLabel('Max uses').fill('5');
  await dialog('Edit link').getByRole('button', { name: 'Save' }).click();
  await page.getByText('4 of 5 left').waitFor();

  await page.goto(`${app.url}/payments/${paymentId}`);
  await button(page, 'Refund').click();
  const refund = dialog('Refund payment');
  await refund.getByText(/^Six digits, mailed to/).waitFor();
  await refund.getByLabel('Amount').fill('1000');
  await refund.getByRole('button', { name: 'Refund', exact: true }).click();
  await refund.getByText(/^Enter an amount from 0.01/).waitFor();
  await refund.getByLabel('Amount').fill('6');
  await refund.getByText('$20.00').waitFor();
  await refund.getByText(/for \$6\.00\./).waitFor();
  await refund.getByRole('button', { name: 'Keep payment' }).click();
  await refund.waitFor({ state: 'detached' });

  app.clock.advance(11 * 60_000);
  await page.goto(`${app.url}/settings/profile`);
  await page.getByLabel('Website').fill('https://nordlicht.example/');
  await button(page, 'Save').click();
  await dialog('Is it you?').getByLabel('Your password').fill('not it');
  await dialog('Is it you?').getByRole('button', { name: 'Confirm' }).click();
  await dialog('Is it you?').getByText('That is not your password.').waitFor();
  await dialog('Is it you?').getByLabel('Your password').fill('correct horse battery');
  await dialog('Is it you?').getByRole('button', { name: 'Confirm' }).click();
  await page.locator('.toast-dock').getByText('Saved.').waitFor();

  await page.getByRole('link', { name: 'Security', exact: true }).click();
  await button(page, 'Turn on two-factor').click();
  await page.getByLabel('Code that the app shows').fill('12');
  await button(page, 'Connect').click();
  await page.getByText('Enter the six digits of the app.').waitFor();
  await button(page, 'Cancel').click();
  await button(page, 'Add a passkey').click();
  await dialog('Add a passkey').getByLabel('Name').fill('');
  await dialog('Add a passkey').getByRole('button', { name: 'Go on' }).click();
  await dialog('Add a passkey').getByText('Enter a name.').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Search or do' });
  for (const [words, found] of [
    ['transl', 'Translated'],
    ['go to pay', 'Go to Payments'],
    ['sign', 'Sign out'],
  ] as const) {
    await palette.fill(words);
    await page
      .getByRole('option', { name: new RegExp(`^${found}`) })
      .first()
      .waitFor();
  }
  await page.keyboard.press('Escape');
  await button(page, 'What differs from live').click();
  await page.getByText('The same, without money').waitFor();
  await page.keyboard.press('Escape');
  await button(page, 'Live').click();
  await page.getByText('Live needs a payment provider').waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 900 });
  await button(page, 'Menu').click();
  await dialog('Menu').getByRole('link', { name: 'Products' }).click();
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor();
  await button(page, 'Menu').click();
  await dialog('Menu')
    .getByRole('button', { name: /Jonte Hansen/ })
    .click();
  await button(page, 'Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByRole('link', { name: 'Forgot it?' }).click();
  await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
  await page.getByLabel('Email').fill('translated@nordlicht.example');
  await button(page, 'Mail me a link').click();
  await page.getByText('Look into your mail').waitFor();
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
});
