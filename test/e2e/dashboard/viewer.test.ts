import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { join } from '#test/support/mailbox.ts';
import type { Merchant } from '#test/support/scenario.ts';
import { signUp } from '#test/support/scenario.ts';
import { enterAs, openShop, type Shop } from './shop.ts';

/** Whoever may only look is offered nothing that the server would refuse, on no screen and by no address. */
let app: TestApp;
let shop: Shop;
let viewer: Merchant;
let newcomer: Merchant;
beforeAll(async () => {
  app = await startApp();
  shop = await openShop(app);
  viewer = await join(app, shop.merchant, 'viewer');
  newcomer = await join(app, await signUp(app, { organization_name: 'Empty' }), 'viewer');
});
afterAll(() => app.stop());

/** Everything that a viewer may press: looking, copying, and what is the viewer's own. */
const allowed = [
  // The frame
  /^Sandbox$/,
  /^Live$/,
  /^What differs from live$/,
  /^Search or do/,
  /The viewer/,
  // Looking
  /^(?:(?:7|30|90|365) days|12 months)$/,
  /^(?:EUR|USD)$/,
  /^(?:Status|Currency|Created|Shown): /,
  /^(?:Older|Newer|More filters)$/,
  /^(?:Name|Uses|Revenue, conversion|Created|Expires|Paid)$/,
  /^(?:CSV|Excel|Other formats|Clear the filters|Show all (?:links|products|payments))$/,
  /^(?:Show as (?:table|chart)|Revenue|Views|Started)$/,
  /^Copy /,
  /^(?:Share|Close)$/,
  /^Save as (?:SVG|PNG)$/,
  /^Poster A[46]$/,
  // One's own account
  /^(?:Leave|Turn on two-factor|Add a passkey|Sign out there|Show|Change password)$/,
];

const screens: readonly (readonly [path: () => string, ready: string])[] = [
  [() => '/', 'Darkroom weekend, June'],
  [() => '/payment-links', 'Darkroom weekend, June'],
  [() => '/payment-links?status=deleted', 'No link fits.'],
  ...[0, 1, 2, 3, 4].map(
    (index) => [() => `/payment-links/${shop.links[index].id}`, 'From view to payment'] as const,
  ),
  [() => `/payment-links/${shop.links[0].id}?dialog=edit`, 'From view to payment'],
  [() => `/payment-links/${shop.links[0].id}?dialog=share`, 'Anyone who has this address'],
  [() => '/payment-links/new', 'Your role cannot create links'],
  [() => '/payments', 'maja.lindqvist@example.com'],
  [() => `/payments/${shop.paymentId}`, 'Checkout began'],
  [() => '/products', 'Lens cleaning kit'],
  [() => '/products?edit=new', 'Lens cleaning kit'],
  [() => '/products?shown=archived', 'Show all products'],
  [() => '/developers/webhook', 'Owners and admins can set one.'],
  [() => '/developers/deliveries', 'Nothing was sent yet'],
  [() => '/developers/events', 'transaction.status_changed'],
  [() => '/developers/simulator', 'Admins and owners play faults'],
  [() => '/developers/api-keys', 'Admins and owners can make one.'],
  [() => '/developers/requests', 'Staff, admins and owners see them.'],
  [() => '/settings/profile', 'Owners and admins can change this.'],
  [() => '/settings/pricing', 'Owners and admins can change this.'],
  [() => '/settings/branding', 'Owners and admins can change this.'],
  [() => '/settings/providers', 'Staff, admins and owners see them.'],
  [() => '/settings/team', 'Owners and admins invite people'],
  [() => '/settings/audit-log', 'Admins and owners see it.'],
  [() => '/settings/origins', 'Owners and admins can change this.'],
  [() => '/settings/limits', 'Smallest payment'],
  [() => '/settings/security', 'Where you are signed in'],
  [() => '/settings/account', 'Single keys'],
];

async function expectNothingToChange(page: Page, path: string): Promise<void> {
  const names = await page
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => !button.matches(':disabled') && button.closest('[aria-hidden=true]') === null)
        .map((button) => button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''),
    );
  expect(
    names.filter((name) => !allowed.some((pattern) => pattern.test(name))),
    path,
  ).toEqual([]);
  const fields = await page
    .locator('form :is(input, select, textarea):enabled')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).name));
  // A password is everybody's own.
  expect(
    fields.filter((name) => !/_password$/.test(name)),
    path,
  ).toEqual([]);
}

test('a viewer sees no form and no button for what the role may not do, on every screen', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url());
  });
  await enterAs(page, app, viewer);
  for (const [path, ready] of screens) {
    await page.goto(app.url + path());
    await page.getByText(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    await expectNothingToChange(page, path());
  }

  // Neither by the palette nor by a key.
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Search or do' });
  for (const words of ['create', 'new', 'invite', 'refund']) {
    await palette.fill(words);
    await page.getByText(`Nothing fits “${words}”.`).waitFor();
    expect(await page.getByRole('option').allTextContents(), words).toEqual([]);
  }
  await page.keyboard.press('Escape');
  expect(refused).toEqual([]);
  visitor.check();
  await visitor.close();
});

test('nor where there is nothing yet', async () => {
  const visitor = await visit(app.url, { width: 390 });
  const { page } = visitor;
  await enterAs(page, app, newcomer);
  for (const [path, ready] of [
    ['/', 'Get ready to sell'],
    ['/payment-links', 'No payment links yet'],
    ['/payments', 'No payments yet'],
    ['/products', 'No products yet'],
    ['/developers/api-keys', 'No sandbox key yet'],
  ] as const) {
    await page.goto(app.url + path);
    await page.getByText(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    const names = await page.getByRole('main').getByRole('button').allTextContents();
    expect(
      names.filter((name) => /^(?:New|Add|Create|Choose|Connect|Invite)/.test(name)),
      path,
    ).toEqual([]);
  }
  visitor.check();
  await visitor.close();
});
