import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';
import { enterAs, goWithin, openShop, type Shop } from './shop.ts';

/** Two accounts in two tabs of one browser: no screen shows or changes what is the other's. */
let app: TestApp;
let shop: Shop;
let other: Merchant;
beforeAll(async () => {
  app = await startApp();
  shop = await openShop(app);
  must(201, await shop.merchant.client.post('/api/organization/api-keys/', { name: 'Shop server' }));
  other = await signUp(app, { organization_name: 'The other shop', name: 'Noor Haddad' });
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

type Step = {
  readonly path: string;
  readonly ready: string;
  /** What is pressed after the other account signed in; without it the tab is only looked at again. */
  readonly act?: (page: Page) => Promise<unknown>;
};

const steps = (): readonly Step[] => [
  { path: '/', ready: 'Darkroom weekend, June' },
  { path: '/payment-links', ready: 'Darkroom weekend, June' },
  {
    path: `/payment-links/${shop.links[2].id}`,
    ready: 'From view to payment',
    act: (page) => button(page, 'Deactivate').click(),
  },
  { path: '/payments', ready: 'maja.lindqvist@example.com' },
  {
    path: `/payments/${shop.paymentId}`,
    ready: 'Checkout began',
    act: (page) => button(page, 'Refund').click(),
  },
  {
    path: '/products?edit=new',
    ready: 'New product',
    act: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('In the wrong shop');
      await page.getByLabel('Price (USD)').fill('10');
      await button(page, 'Create product').click();
    },
  },
  { path: '/bank-transfers', ready: 'Bank transfers' },
  {
    path: '/developers/api-keys',
    ready: 'Shop server',
    act: async (page) => {
      await button(page, 'Revoke Shop server').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    },
  },
  { path: '/developers/requests', ready: 'No requests yet' },
  {
    path: '/developers/webhook',
    ready: 'What your server hears',
    act: async (page) => {
      await page.getByLabel('Address').fill('https://hooks.nordlicht.example/');
      await button(page, 'Set webhook').click();
    },
  },
  { path: '/developers/events', ready: 'transaction.status_changed' },
  { path: '/developers/simulator', ready: 'Play fault', act: (page) => button(page, 'Play fault').click() },
  {
    path: '/settings/team',
    ready: 'What each role may do',
    act: async (page) => {
      await button(page, 'Invite').click();
      await page.getByRole('dialog').getByLabel('Email').fill('emi@shop.example');
      await button(page, 'Invite').click();
    },
  },
  {
    path: '/settings/audit-log',
    ready: 'Opened the organization',
    act: (page) => button(page, 'Check the chain').click(),
  },
  {
    path: '/settings/providers',
    ready: 'Not offered to buyers',
    act: async (page) => {
      const transfers = page.getByRole('listitem').filter({ hasText: 'Bank transfer' }).last();
      await transfers.getByRole('button', { name: 'Connect', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('IBAN').fill('DE89370400440532013000');
      await dialog.getByLabel('Account holder').fill('Nordlicht GmbH');
      await dialog.getByRole('button', { name: 'Connect' }).click();
    },
  },
  { path: '/settings/mailbox', ready: 'Mails that were not sent' },
];

/** What an account has, as its own API tells it; moments of use left out. */
async function holdings({ client }: Merchant): Promise<unknown> {
  const paths = [
    '/api/products/',
    '/api/payment-links/?limit=100',
    '/api/refunds/',
    '/api/organization/api-keys/',
    '/api/organization/webhook/',
    '/api/organization/providers/',
    '/api/organization/team/',
  ];
  const answers = await Promise.all(paths.map((path) => client.get(path)));
  return answers.map((answer) => must(200, answer)).map(({ results, ...rest }) => results ?? rest);
}

test('on every screen a tab of one account neither shows nor changes anything once another signed in', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  const before = [await holdings(shop.merchant), await holdings(other)];
  const written: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') written.push(`${request.method()} ${request.url()}`);
  });
  for (const { path, ready, act } of steps()) {
    await enterAs(page, app, shop.merchant);
    await page.goto(app.url + path);
    await page.getByText(ready).first().waitFor();
    await page.getByText('Nordlicht Fotowerkstatt').first().waitFor();
    await enterAs(page, app, other);
    // A tab that asks for something by itself may notice before anything is pressed.
    page.setDefaultTimeout(5_000);
    const noticed = page.getByRole('heading', { name: 'This browser is signed in differently now' });
    if (act) await act(page).catch(async (error) => expect(await noticed.count(), `${error}`).toBe(1));
    else await page.evaluate(() => dispatchEvent(new Event('focus')));
    page.setDefaultTimeout(30_000);
    await noticed.waitFor();
    const shown = await page.locator('body').innerText();
    for (const word of ['Nordlicht', 'The other shop', 'Noor Haddad', 'Darkroom'])
      expect(shown, path).not.toContain(word);
  }
  expect(written).toEqual([]);
  expect([await holdings(shop.merchant), await holdings(other)]).toEqual(before);

  // What the one left in this tab is nothing that the other is shown.
  await page.goto(app.url);
  for (const { path } of steps()) {
    await goWithin(page, path);
    await page.getByText('The other shop').first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
    const shown = await page.locator('body').innerText();
    for (const word of ['Nordlicht', 'Darkroom', 'maja.lindqvist']) expect(shown, path).not.toContain(word);
  }
  visitor.check();
  await visitor.close();
}, 90_000);
