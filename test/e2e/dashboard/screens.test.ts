import { mkdirSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { handInCamt, openShop as openBankShop, order } from '#test/support/bank-shop.ts';
import { accessibilityFaults, type Visitor, visit } from '#test/support/browser.ts';
import { invite, join } from '#test/support/mailbox.ts';
import { addPasskey } from '#test/support/passkeys.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';
import { textsCutOff } from './fits.ts';
import { enterAs, goWithin, openShop, type Shop } from './shop.ts';

let app: TestApp;
let shop: Shop;
let deliveryId: string;
let seller: Merchant;
beforeAll(async () => {
  app = await startApp();
  shop = await openShop(app);
  await useKeys(shop.merchant);
  const named = (role: string, name: string) =>
    join(app, shop.merchant, role, `${name.split(' ')[0]?.toLowerCase()}@nordlicht.example`, name);
  await named('admin', 'Aylin Demir');
  await addPasskey(app, await named('staff', 'Priya Raman'));
  await named('viewer', 'Tomasz Zieliński');
  const origins = ['https://shop.nordlicht.example', 'http://localhost:3000'];
  must(200, await shop.merchant.client.patch('/api/organization/', { allowed_redirect_origins: origins }));
  await invite(shop.merchant, 'e.nakamura@example.com', 'staff');
  await failWebhook();
  seller = await takeTransfers();
});
afterAll(() => app.stop());

/** Somebody with a bank account, transfers that wait, and a statement that pays one and holds another that nobody knows. */
async function takeTransfers(): Promise<Merchant> {
  const merchant = await signUp(app, { organization_name: 'Nordlicht Fotowerkstatt' });
  const bankShop = await openBankShop(app, { merchant, price: '240.00' });
  const { reference } = await order(app, bankShop, { billing_email: 'h.abbas@example.org' });
  await order(app, bankShop, { billing_email: 'o.brandt@example.org' });
  await handInCamt(bankShop, [
    { minor: 24_000n, name: 'Hana Abbas', text: null, reference },
    { minor: 3_850n, name: 'Charlotte Weiß', text: 'Baryta paper, thank you' },
  ]);
  return merchant;
}

/** A webhook whose name nobody knows, with a delivery that is tried again. */
async function failWebhook(): Promise<void> {
  const { client } = shop.merchant;
  const path = '/api/organization/webhook/';
  must(200, await client.put(path, { url: 'https://shop.nordlicht.invalid/hooks/payments', enabled: true }));
  must(202, await client.post(`${path}test/`));
  const [delivery] = await eventually(
    async () => must(200, await client.get(`${path}deliveries/`)).results,
    ([first]) => first?.attempts.length > 0,
  );
  deliveryId = delivery.id;
}

/** A key that was used, and is being rotated; one that is over; and what they asked. */
async function useKeys({ client }: Merchant): Promise<void> {
  const path = '/api/organization/api-keys/';
  const over = must(201, await client.post(path, { name: 'First try', scopes: ['refunds:read'] }));
  must(200, await client.post(`${path}${over.id}/revoke/`));
  const old = must(201, await client.post(path, { name: 'Shop server' }));
  const server = app.client().withKey(old.raw_key);
  must(200, await server.get('/api/transactions/?limit=5'));
  must(404, await server.get('/api/transactions/TX0000000000/'));
  must(400, await server.post('/api/checkout/create/', {}));
  must(200, await client.post(`${path}${old.id}/rotate/`, { grace_seconds: 86_400 }));
}

type Screen = {
  readonly name: string;
  readonly path: () => string;
  /** What stands once the screen has its data. */
  readonly ready: (page: Page) => Promise<unknown>;
  readonly as?: 'nobody' | 'newcomer' | 'seller';
};

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const text = (words: string) => (page: Page) => page.getByText(words).first().waitFor();

const screens: readonly Screen[] = [
  { name: 'login', path: () => '/login', ready: heading('Sign in'), as: 'nobody' },
  { name: 'signup', path: () => '/signup', ready: heading('Create an account'), as: 'nobody' },
  {
    name: 'forgot-password',
    path: () => '/forgot-password',
    ready: heading('Reset your password'),
    as: 'nobody',
  },
  {
    name: 'reset-password',
    path: () => `/reset-password#token=${'a'.repeat(43)}`,
    ready: (page) => page.getByLabel('New password').waitFor(),
    as: 'nobody',
  },
  { name: 'home-new', path: () => '/', ready: text('Get ready to sell'), as: 'newcomer' },
  { name: 'links-empty', path: () => '/payment-links', ready: text('No payment links yet'), as: 'newcomer' },
  { name: 'payments-empty', path: () => '/payments', ready: text('No payments yet'), as: 'newcomer' },
  { name: 'products-empty', path: () => '/products', ready: text('No products yet'), as: 'newcomer' },
  { name: 'home', path: () => '/', ready: text('Darkroom weekend, June') },
  { name: 'links', path: () => '/payment-links', ready: text('Darkroom weekend, June') },
  { name: 'links-none-fits', path: () => '/payment-links?q=xyz', ready: text('No link fits.') },
  { name: 'new-link', path: () => '/payment-links/new', ready: heading('Create a payment link') },
  {
    name: 'link',
    path: () => `/payment-links/${shop.links[0].id}`,
    ready: text('maja.lindqvist@example.com'),
  },
  {
    name: 'link-held',
    path: () => `/payment-links/${shop.links[1].id}`,
    ready: text('Every place left is held'),
  },
  { name: 'link-inactive', path: () => `/payment-links/${shop.links[4].id}`, ready: text('switched off') },
  {
    name: 'link-share',
    path: () => `/payment-links/${shop.links[0].id}?dialog=share`,
    ready: (page) => page.getByRole('dialog', { name: 'Share link' }).waitFor(),
  },
  {
    name: 'link-edit',
    path: () => `/payment-links/${shop.links[0].id}?dialog=edit`,
    ready: (page) => page.getByRole('dialog', { name: 'Edit link' }).waitFor(),
  },
  { name: 'payments', path: () => '/payments', ready: text('maja.lindqvist@example.com') },
  { name: 'payment', path: () => `/payments/${shop.paymentId}`, ready: text('Checkout began') },
  { name: 'products', path: () => '/products', ready: text('Lens cleaning kit') },
  {
    name: 'product-new',
    path: () => '/products?edit=new',
    ready: (page) => page.getByRole('dialog', { name: 'New product' }).waitFor(),
  },
  {
    name: 'bank-transfers-empty',
    path: () => '/bank-transfers',
    ready: text('No statement yet'),
    as: 'newcomer',
  },
  {
    name: 'bank-transfers',
    path: () => '/bank-transfers',
    ready: text('Baryta paper, thank you'),
    as: 'seller',
  },
  {
    name: 'developers-keys-empty',
    path: () => '/developers',
    ready: text('No sandbox key yet'),
    as: 'newcomer',
  },
  {
    name: 'developers-key-new',
    path: () => '/developers/api-keys',
    ready: async (page) => {
      const dialog = page.getByRole('dialog', { name: 'Create key' });
      if (await dialog.isVisible()) return;
      await page.getByRole('button', { name: 'Create key' }).click();
      await dialog.waitFor();
    },
    as: 'newcomer',
  },
  { name: 'developers-keys', path: () => '/developers/api-keys', ready: text('1 former key') },
  { name: 'developers-requests', path: () => '/developers/requests', ready: text('/api/checkout/create/') },
  {
    name: 'developers-request-open',
    path: () => '/developers/requests',
    ready: async (page) => {
      const detail = page.getByText('This route in the API reference');
      if (await detail.isVisible()) return;
      await page.getByRole('button', { name: 'POST /api/checkout/create/' }).click();
      await detail.waitFor();
    },
  },
  {
    name: 'developers-requests-empty',
    path: () => '/developers/requests',
    ready: text('No requests yet'),
    as: 'newcomer',
  },
  {
    name: 'developers-webhook-empty',
    path: () => '/developers/webhook',
    ready: text('What your server hears'),
    as: 'newcomer',
  },
  { name: 'developers-webhook', path: () => '/developers/webhook', ready: text('The way out') },
  {
    name: 'developers-deliveries-empty',
    path: () => '/developers/deliveries',
    ready: text('Nothing was sent yet'),
    as: 'newcomer',
  },
  {
    name: 'developers-deliveries',
    path: () => `/developers/deliveries?open=${deliveryId}`,
    ready: text('Later times move by up to a fifth'),
  },
  {
    name: 'developers-events-empty',
    path: () => '/developers/events',
    ready: text('No events yet'),
    as: 'newcomer',
  },
  {
    name: 'developers-events',
    path: () => '/developers/events?q=maja.lindqvist',
    ready: text('transaction.status_changed'),
  },
  {
    name: 'developers-simulator',
    path: () => '/developers/simulator',
    ready: (page) => page.getByRole('button', { name: 'Play fault' }).waitFor(),
  },
  { name: 'settings-profile', path: () => '/settings', ready: heading('Settings') },
  { name: 'settings-pricing', path: () => '/settings/pricing', ready: heading('Settings') },
  { name: 'settings-branding', path: () => '/settings/branding', ready: heading('Settings') },
  { name: 'settings-providers', path: () => '/settings/providers', ready: text('Not offered to buyers') },
  { name: 'live', path: () => '/live', ready: text('Before real money') },
  { name: 'settings-limits', path: () => '/settings/limits', ready: heading('Settings') },
  {
    name: 'settings-account',
    path: () => '/settings/account',
    ready: text('Use single keys where nobody types'),
  },
  {
    name: 'settings-mailbox',
    path: () => '/settings/mailbox',
    ready: text('The sandbox sends it to nobody'),
  },
  { name: 'settings-team', path: () => '/settings/team', ready: text('What each role may do') },
  {
    name: 'settings-team-invite',
    path: () => '/settings/team',
    ready: async (page) => {
      const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
      if (await dialog.isVisible()) return;
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await dialog.waitFor();
    },
  },
  {
    name: 'settings-audit-log',
    path: () => '/settings/audit-log?what=organization&entry=3',
    ready: async (page) => {
      await page.getByText('Opened the organization').waitFor();
      const check = page.getByRole('button', { name: 'Check the chain' });
      if (await check.isVisible()) await check.click();
      await page.getByText('are unbroken, checked just now').waitFor();
    },
  },
  {
    name: 'settings-origins',
    path: () => '/settings/origins',
    ready: text('https://shop.nordlicht.example'),
  },
  { name: 'settings-security', path: () => '/settings/security', ready: text('Turn on two-factor') },
  { name: 'missing', path: () => '/payment-links/nowhere', ready: text('There is nothing at this address') },
];

/** Set to a folder, every screen is looked at in all four ways, and each leaves its picture there. */
const pictures = process.env.DASHBOARD_PICTURES;

const looks = [
  { width: 1280, theme: 'light' },
  { width: 390, theme: 'dark' },
  ...(pictures
    ? ([
        { width: 1280, theme: 'dark' },
        { width: 390, theme: 'light' },
      ] as const)
    : []),
] as const;

/** One tab for everybody who looks, as people have it: what was loaded for one screen is there for the next. */
const tabs = new Map<Screen['as'], Promise<Visitor>>();
afterAll(async () => {
  for (const tab of tabs.values()) await (await tab).close();
});

async function openTab(as: Screen['as'], path: string): Promise<Visitor> {
  const visitor = await visit(app.url);
  if (as === 'newcomer') await enterAs(visitor.page, app, await signUp(app));
  if (as === 'seller') await enterAs(visitor.page, app, seller);
  if (as === undefined) await enterAs(visitor.page, app, shop.merchant);
  await visitor.page.goto(app.url + path);
  return visitor;
}

/** Opens a screen in the tab of whoever looks at it, as a link of the app would; the first one is loaded. */
async function openScreen({ as, path }: Screen): Promise<Visitor> {
  const opened = tabs.get(as);
  if (!opened) {
    const tab = openTab(as, path());
    tabs.set(as, tab);
    return tab;
  }
  const visitor = await opened;
  await goWithin(visitor.page, path());
  return visitor;
}

test.each(screens)(
  '$name is accessible, keeps its policy and fits, wide and narrow, light and dark',
  async (screen) => {
    const { page, check } = await openScreen(screen);
    await look(page, screen);
    check();
  },
);

async function look(page: Page, { name, ready }: Pick<Screen, 'name' | 'ready'>): Promise<void> {
  for (const { width, theme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    await ready(page);
    if (pictures) await photograph(page, `${name}-${width}-${theme}`);
    expect(await accessibilityFaults(page), `${name}, ${width} px, ${theme}`).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow, `${name}, ${width} px`).toBeLessThanOrEqual(0);
    expect(await textsCutOff(page), `${name}, ${width} px`).toEqual([]);
  }
}

/** What of the API every screen stands on; the rest is refused. */
const stands = /\/api\/auth\/me\/$/;
const busy = {
  status: 429,
  contentType: 'application/problem+json',
  json: {
    type: 'about:blank',
    title: 'Too many requests',
    status: 429,
    code: 'rate_limited',
    detail: 'These were too many requests. Try again in 20 seconds.',
    errors: [],
  },
};
const refuse = (route: Route) =>
  stands.test(route.request().url()) ? route.continue() : route.fulfill(busy);

const failing: readonly (readonly [name: string, path: () => string])[] = [
  ['home', () => '/'],
  ['links', () => '/payment-links'],
  ['link', () => `/payment-links/${shop.links[0].id}`],
  ['payments', () => '/payments'],
  ['payment', () => `/payments/${shop.paymentId}`],
  ['products', () => '/products'],
  ['bank-transfers', () => '/bank-transfers'],
  ['developers-keys', () => '/developers/api-keys'],
  ['developers-requests', () => '/developers/requests'],
  ['developers-webhook', () => '/developers/webhook'],
  ['developers-deliveries', () => '/developers/deliveries'],
  ['developers-events', () => '/developers/events'],
  ['developers-simulator', () => '/developers/simulator'],
  ['settings-providers', () => '/settings/providers'],
  ['settings-team', () => '/settings/team'],
  ['settings-audit-log', () => '/settings/audit-log'],
  ['settings-mailbox', () => '/settings/mailbox'],
  ['settings-security', () => '/settings/security'],
  ['live', () => '/live'],
];

let refused: Promise<Visitor> | undefined;
afterAll(async () => (await refused)?.close());

async function openRefused(): Promise<Visitor> {
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, shop.merchant);
  await visitor.page.route('**/api/**', refuse);
  await visitor.page.goto(app.url);
  return visitor;
}

const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' }).first();

test.each(failing)(
  '%s that cannot be loaded says so in its place, with a way to try again',
  async (name, path) => {
    refused ??= openRefused();
    const { page, check } = await refused;
    await goWithin(page, path());
    const ready = async () => {
      await page.getByText('These were too many requests.').first().waitFor();
      await tryAgain(page).waitFor();
      await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
    };
    await look(page, { name: `${name}-failing`, ready });
    check();
  },
);

test('what could not be loaded is there after it was tried again', async () => {
  const { page, check, close } = await openRefused();
  await goWithin(page, '/products');
  await tryAgain(page).waitFor();
  await page.unroute('**/api/**');
  await tryAgain(page).click();
  await page.getByText('Lens cleaning kit').first().waitFor();
  check();
  await close();
});

test('a payment of last month fits a phone, with the days of its attempts', async () => {
  const visitor = await visit(app.url, { width: 390 });
  const { page } = visitor;
  await enterAs(page, app, shop.merchant);
  await page.clock.setFixedTime(Date.now() + 40 * 86_400_000);
  await page.goto(`${app.url}/payments/${shop.paymentId}`);
  await page.getByText('Checkout began').waitFor();
  expect(await textsCutOff(page)).toEqual([]);
  visitor.check();
  await visitor.close();
});

test('the address to share is shown from its beginning', async () => {
  const visitor = await visit(app.url, { width: 390 });
  const { page } = visitor;
  await enterAs(page, app, shop.merchant);
  await page.goto(`${app.url}/payment-links/${shop.links[0].id}?dialog=share`);
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Link' });
  await field.waitFor();
  await field.focus();
  await expect.poll(() => field.evaluate((input) => (input as HTMLInputElement).scrollLeft)).toBe(0);
  visitor.check();
  await visitor.close();
});

async function photograph(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  mkdirSync(pictures ?? '', { recursive: true });
  const isDialog = (await page.locator('[role="dialog"][data-state="open"]').count()) > 0;
  await page.screenshot({ path: joinPath(pictures ?? '', `${name}.png`), fullPage: !isDialog });
}
