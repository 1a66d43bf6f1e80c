import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import {
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

/** What somebody typed and has not saved outlives what they did not choose, and never what they chose. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const restored = (page: Page) => page.getByText('Restored what you had typed.');
const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });
const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

async function signIn(page: Page, { email, password }: Pick<Merchant, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
}

/** Ends every session of somebody on the server, as an administrator or thirty days would. */
async function endSessions(merchant: Merchant): Promise<void> {
  const { results } = must(200, await merchant.client.get('/api/auth/sessions/?limit=100'));
  for (const { id } of results.filter((session: { current: boolean }) => !session.current))
    must(204, await merchant.client.delete(`/api/auth/sessions/${id}/`));
}

async function halfMadeLink(page: Page): Promise<void> {
  await page.goto(`${app.url}/payment-links/new`);
  await page.getByRole('combobox', { name: 'Add product' }).fill('print');
  await page.getByRole('option', { name: /Print/ }).first().click();
  await page.getByLabel('Quantity').fill('3');
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByLabel('Max uses').fill('50');
  await page.getByLabel('Name', { exact: true }).fill('Spring sale');
  await button(page, 'Add metadata').click();
  await page.getByLabel('Key').fill('campaign');
  await page.getByLabel('Value').fill('newsletter');
}

async function expectHalfMadeLink(page: Page): Promise<void> {
  await restored(page).waitFor();
  expect(await page.getByLabel('Quantity').inputValue()).toBe('3');
  expect(await page.getByLabel('Currency').inputValue()).toBe('EUR');
  expect(await page.getByLabel('Max uses').inputValue()).toBe('50');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Spring sale');
  expect(await page.getByLabel('Key').inputValue()).toBe('campaign');
  expect(await page.getByLabel('Value').inputValue()).toBe('newsletter');
  await page.getByText('Buyers pay €82.50').first().waitFor();
}

test('a half-made link is there again after a reload and says so, is dropped when it is discarded, and gone when it is made', async () => {
  const merchant = await signUp(app);
  await makeProduct(merchant);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await halfMadeLink(page);
  await page.reload();
  await expectHalfMadeLink(page);
  // Another address in the same tab, typed or of a bookmark, and back.
  await page.goto(`${app.url}/payments`);
  await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor();
  await page.goBack();
  await expectHalfMadeLink(page);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('status').getByRole('button', { name: 'Discard' }).click();
  await restored(page).waitFor({ state: 'detached' });
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  expect(await page.getByLabel('Quantity').count()).toBe(0);
  expect(await kept(page)).not.toContain('Spring sale');

  await halfMadeLink(page);
  await page.getByRole('button', { name: /^Create link/ }).click();
  await page.getByRole('dialog', { name: 'Share link' }).waitFor();
  expect(await kept(page)).not.toContain('Spring sale');
  await page.goto(`${app.url}/payment-links/new`);
  await page.getByRole('combobox', { name: 'Add product' }).waitFor();
  expect(await restored(page).count()).toBe(0);
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  visitor.check();
  await visitor.close();
});

test('a session that ends keeps the draft for the same person in the same organization, and for nobody else', async () => {
  const merchant = await signUp(app);
  await makeProduct(merchant);
  const other = await signUp(app, { organization_name: 'The other shop' });
  await makeProduct(other);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/login`);
  await signIn(page, merchant);
  await page.getByText('Get ready to sell').waitFor();
  await halfMadeLink(page);
  await endSessions(merchant);
  await page.getByRole('button', { name: /^Create link/ }).click();
  await page.getByText('Your session has ended. Sign in to go on.').waitFor();
  expect(new URL(page.url()).searchParams.get('next')).toBe('/payment-links/new');

  await signIn(page, other);
  await page.getByRole('combobox', { name: 'Add product' }).waitFor();
  expect(await restored(page).count()).toBe(0);
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  await endSessions(other);
  await page.reload();
  await page.getByText('Your session has ended.').waitFor();

  await signIn(page, merchant);
  await expectHalfMadeLink(page);
  visitor.check();
  await visitor.close();
});

test('a session that ends in the middle of other forms gives back what was typed in them, too', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { name: 'Mug' });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/login`);
  await signIn(page, merchant);
  await page.getByText('Get ready to sell').waitFor();
  const forms: readonly (readonly [path: string, label: string, typed: string])[] = [
    [`/products?edit=${product.id}`, 'Description', 'Of enamel, blue rim'],
    ['/settings/branding', 'Support email', 'help@nordlicht.example'],
  ];
  for (const [path, label, typed] of forms) {
    await page.goto(app.url + path);
    const field = page.getByLabel(label, { exact: true });
    await field.fill(typed);
    await endSessions(merchant);
    await button(page, 'Save').click();
    await page.getByText('Your session has ended. Sign in to go on.').waitFor();
    await signIn(page, merchant);
    await restored(page).waitFor();
    expect(await field.inputValue(), path).toBe(typed);
    await button(page, 'Save').click();
    await page.getByText(/^Saved/).waitFor();
  }
  expect(must(200, await merchant.client.get(`/api/products/${product.id}/`)).description).toBe(
    'Of enamel, blue rim',
  );
  const { branding } = must(200, await merchant.client.get('/api/organization/'));
  expect(branding.support_email).toBe('help@nordlicht.example');
  visitor.check();
  await visitor.close();
});

test('signing out drops what was typed, in every tab, after asking', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await enterAs(page, app, merchant);
  const second = await context.newPage();
  for (const each of [page, second]) {
    await each.goto(`${app.url}/products?edit=new`);
    await each.getByLabel('Name', { exact: true }).fill('A secret plan');
    await each.getByLabel('Price (USD)').fill('12');
    await each.waitForFunction(() => JSON.stringify({ ...sessionStorage }).includes('A secret plan'));
  }
  await page.reload();
  await restored(page).waitFor();
  await page.goto(`${app.url}/settings/profile`);
  await page.getByLabel('Telegram').fill('@typed');
  await page.getByRole('button', { name: /Maja Berg/ }).click();
  await button(page, 'Sign out').click();
  await button(page, 'Stay').click();
  expect(await page.getByLabel('Telegram').inputValue()).toBe('@typed');
  await page.getByRole('button', { name: /Maja Berg/ }).click();
  await button(page, 'Sign out').click();
  await button(page, 'Leave').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await kept(page)).not.toContain('A secret plan');
  expect(await kept(page)).not.toContain('@typed');
  await second.waitForFunction(() => !JSON.stringify({ ...sessionStorage }).includes('A secret plan'));
  await signIn(page, merchant);
  await page.getByText('Get ready to sell').waitFor();
  await page.goto(`${app.url}/products?edit=new`);
  await page.getByLabel('Name', { exact: true }).waitFor();
  expect(await restored(page).count()).toBe(0);
  visitor.check();
  await visitor.close();
});

test('leaving a screen with unsaved changes asks: by a link, by a key, by Back, by closing the tab', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await enterAs(page, app, merchant);
  await page.goto(app.url);
  await page.getByRole('link', { name: 'Payments', exact: true }).click();
  await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('Organization name').waitFor();

  // Nothing was changed, so nothing is asked.
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor();
  await page.goBack();
  await page.getByLabel('Organization name').fill('Typed');
  await page.getByLabel('Organization name').fill('Nordlicht');
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor();
  expect(await question(page).count()).toBe(0);
  await page.goBack();

  const name = page.getByLabel('Organization name');
  await name.fill('Typed');
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await question(page).getByText('What you typed here is not saved, and leaving drops it.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await button(page, 'Stay').click();
  await question(page).waitFor({ state: 'detached' });
  expect(await name.inputValue()).toBe('Typed');
  expect(new URL(page.url()).pathname).toBe('/settings/profile');

  await page.getByRole('link', { name: 'Branding', exact: true }).click();
  await page.keyboard.press('Escape');
  expect(await name.inputValue()).toBe('Typed');

  await page.goBack();
  await question(page).waitFor();
  await button(page, 'Stay').click();
  await page.waitForURL('**/settings/profile');
  expect(await name.inputValue()).toBe('Typed');
  // Twice Back while the question stands is still one question.
  await page.goBack();
  await question(page).waitFor();
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => location.pathname === '/');
  await button(page, 'Stay').click();
  await page.waitForURL('**/settings/profile');
  await question(page).waitFor({ state: 'detached' });
  expect(await name.inputValue()).toBe('Typed');

  await page.evaluate(() => setTimeout(() => location.reload()));
  await expect.poll(() => asked).toEqual(['beforeunload']);
  expect(await name.inputValue()).toBe('Typed');

  await page.goBack();
  await button(page, 'Leave').click();
  await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor();
  expect(await kept(page)).not.toContain('Typed');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  expect(await name.inputValue()).toBe('Nordlicht');
  expect(await restored(page).count()).toBe(0);

  // Saved is not unsaved.
  await name.fill('Saved');
  await button(page, 'Save').click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor();
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  visitor.check();
  await visitor.close();
});

test('closing a dialog with unsaved changes asks, and its Cancel drops them without a question', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Workshop' });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/${link.id}`);
  const dialog = page.getByRole('dialog', { name: 'Edit link' });
  await button(page, 'Edit').click();
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await button(page, 'Edit').click();
  await dialog.getByLabel('Name').fill('Typed');
  await page.keyboard.press('Escape');
  await button(page, 'Stay').click();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Typed');
  await page.mouse.click(5, 450);
  await button(page, 'Stay').click();
  await page.reload();
  await dialog.waitFor();
  await restored(page).waitFor();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Typed');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await button(page, 'Edit').click();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Workshop');
  await dialog.getByLabel('Max uses').fill('7');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await button(page, 'Leave').click();
  await dialog.waitFor({ state: 'detached' });
  expect(await kept(page)).not.toContain(link.id);
  visitor.check();
  await visitor.close();
});

test('a draft says what was changed elsewhere meanwhile, and what was not typed over is taken from there', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Workshop', max_uses: 5 });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/${link.id}?dialog=edit`);
  const dialog = page.getByRole('dialog', { name: 'Edit link' });
  await dialog.getByLabel('Name').fill('Typed');
  await page.waitForFunction(() => JSON.stringify({ ...sessionStorage }).includes('Typed'));
  must(
    200,
    await merchant.client.patch(`/api/payment-links/${link.id}/`, { name: 'Changed elsewhere', max_uses: 9 }),
  );
  await page.reload();
  await dialog
    .getByText('Meanwhile “Name” became “Changed elsewhere”. Saving puts what you typed in its place.')
    .waitFor();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Typed');
  expect(await dialog.getByLabel('Max uses').inputValue()).toBe('9');
  // It is said again after another reload, since it is still so.
  await page.reload();
  await dialog.getByText('Meanwhile “Name” became “Changed elsewhere”.').waitFor();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Changed elsewhere');

  await dialog.getByLabel('Name').fill('Mine');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { name, max_uses } = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
  expect({ name, max_uses }).toEqual({ name: 'Mine', max_uses: 9 });
  visitor.check();
  await visitor.close();
});

test('what is changed elsewhere while a form stands open is said in it, too', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Workshop' });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.clock.install();
  await page.goto(`${app.url}/payment-links/${link.id}?dialog=edit`);
  const dialog = page.getByRole('dialog', { name: 'Edit link' });
  await dialog.getByLabel('Name').fill('Typed');
  must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { name: 'Changed elsewhere' }));
  await page.clock.fastForward(30_000);
  await dialog.getByText('Meanwhile “Name” became “Changed elsewhere”.').waitFor();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Typed');
  expect(await restored(page).count()).toBe(0);
  visitor.check();
  await visitor.close();
});

test('saving a form changes what was touched in it, and nothing that somebody else changed', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/settings/profile`);
  await page.getByLabel('Telegram').fill('@mine');
  must(200, await merchant.client.patch('/api/organization/', { website: 'https://elsewhere.example/' }));
  await button(page, 'Save').click();
  await page.getByText('Saved.').waitFor();
  const { telegram, website } = must(200, await merchant.client.get('/api/organization/'));
  expect({ telegram, website }).toEqual({ telegram: '@mine', website: 'https://elsewhere.example/' });
  expect(await page.getByLabel('Website').inputValue()).toBe('https://elsewhere.example/');

  const product = await makeProduct(merchant, { name: 'Mug', prices: { USD: '10.00' } });
  await page.goto(`${app.url}/products?edit=${product.id}`);
  await page.getByLabel('Description').fill('Of enamel');
  must(200, await merchant.client.patch(`/api/products/${product.id}/`, { prices: { USD: '12.00' } }));
  await button(page, 'Save').click();
  await page.getByText('Saved “Mug”.').waitFor();
  const { description, prices } = must(200, await merchant.client.get(`/api/products/${product.id}/`));
  expect({ description, prices }).toEqual({ description: 'Of enamel', prices: { USD: '12.00' } });
  visitor.check();
  await visitor.close();
});

test('every form comes back, and no password and no code is ever kept', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const product = await makeProduct(merchant, { name: 'Mug' });
  const checkout = await startOpen(app, link.id);
  const { transaction_id: paymentId } = must(200, await pay(app, checkout.token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  const forms: readonly (readonly [path: string, label: string, typed: string])[] = [
    ['/products?edit=new', 'Description', 'A draft'],
    [`/products?edit=${product.id}`, 'Image address', 'https://draft.example/'],
    ['/settings/profile', 'Website', 'https://draft.example/'],
    ['/settings/pricing', 'Tax rate (%)', '12.5'],
    ['/settings/branding', 'Support email', 'draft@example.com'],
    [`/payment-links/${link.id}?dialog=edit`, 'Max uses', '77'],
    // Nothing is set yet, so the form stands there.
    ['/developers/webhook', 'Address', 'https://draft.example/hooks'],
  ];
  for (const [path, label, typed] of forms) {
    await page.goto(app.url + path);
    await page.getByLabel(label, { exact: true }).fill(typed);
    await page.reload();
    await restored(page).waitFor();
    expect(await page.getByLabel(label, { exact: true }).inputValue(), path).toBe(typed);
  }

  await page.goto(`${app.url}/payments/${paymentId}`);
  await button(page, 'Refund').click();
  const refund = page.getByRole('dialog', { name: 'Refund payment' });
  await refund.getByLabel('Amount').fill('1.25');
  await refund.getByLabel('Reason').fill('A draft of a reason');
  await refund.getByLabel('Code').fill('987654');
  await page.reload();
  await restored(page).waitFor();
  expect(await refund.getByLabel('Amount').inputValue()).toBe('1.25');
  expect(await refund.getByLabel('Reason').inputValue()).toBe('A draft of a reason');
  expect(await refund.getByLabel('Code').inputValue()).toBe('');

  // Two that no address opens: with something typed in them they stand there again.
  must(
    200,
    await merchant.client.put('/api/organization/webhook/', {
      url: 'https://shop.example/hooks',
      enabled: true,
      events: ['refund.status_changed'],
    }),
  );
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage))
      if (key.includes('endpoint')) sessionStorage.removeItem(key);
  });
  await page.goto(`${app.url}/developers/webhook`);
  await button(page, 'Edit').click();
  await page.getByLabel('Address').fill('https://draft.example/other');
  await page
    .getByRole('checkbox', { name: /^Payment/ })
    .first()
    .check();
  await page.reload();
  await restored(page).waitFor();
  expect(await page.getByLabel('Address').inputValue()).toBe('https://draft.example/other');
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
  await button(page, 'Cancel').click();
  await page.getByText('https://shop.example/hooks').first().waitFor();
  expect(await kept(page)).not.toContain('draft.example/other');

  await page.goto(`${app.url}/settings/team`);
  await button(page, 'Invite').click();
  const invitation = page.getByRole('dialog', { name: 'Invite somebody' });
  await invitation.getByLabel('Email').fill('invited@example.com');
  await invitation.getByRole('radio', { name: /^Admin/ }).check();
  await page.reload();
  await invitation.getByText('Restored what you had typed.').waitFor();
  expect(await invitation.getByLabel('Email').inputValue()).toBe('invited@example.com');
  expect(await invitation.getByRole('radio', { name: /^Admin/ }).isChecked()).toBe(true);
  await page.keyboard.press('Escape');
  await question(page).waitFor();
  await button(page, 'Stay').click();
  await invitation.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('dialog', { name: 'Give invited@example.com this link' }).waitFor();
  expect(await kept(page)).not.toContain('invited@example.com');

  // A product that is made while a link is made.
  await page.goto(`${app.url}/payment-links/new`);
  await page.getByRole('combobox', { name: 'Add product' }).fill('Enamel mug');
  await page.getByRole('option', { name: /^Create/ }).click();
  await page.getByLabel('Price (USD)').fill('12');
  await page.reload();
  const made = page.getByRole('dialog', { name: 'New product' });
  await restored(page).waitFor();
  expect(await made.getByLabel('Name').inputValue()).toBe('Enamel mug');
  expect(await made.getByLabel('Price (USD)').inputValue()).toBe('12');
  await made.getByRole('button', { name: 'Create product' }).click();
  await page.getByText('Buyers pay $12.00').first().waitFor();

  await page.goto(`${app.url}/settings/security`);
  await page.getByLabel('Current password').fill('a password of old');
  await page.getByLabel('New password').fill('a password to come');
  const text = await kept(page);
  expect(text).toContain('A draft of a reason');
  for (const secret of ['987654', 'password', merchant.token]) expect(text).not.toContain(secret);
  visitor.check();
  await visitor.close();
});

test('a link that begins with a product of the catalog is no change yet, and its draft has the product once', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/new?product=${product.id}`);
  await page.getByLabel('Quantity').waitFor();
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor();
  await page.goBack();
  await page.getByLabel('Quantity').fill('2');
  // The price is changed before the page is loaded again.
  must(200, await merchant.client.patch(`/api/products/${product.id}/`, { prices: { USD: '31.00' } }));
  await page.reload();
  await restored(page).waitFor();
  await page.getByText('Products in it have changed since').waitFor();
  await page.getByText('Buyers pay $62.00').first().waitFor();
  expect(await page.getByLabel('Quantity').count()).toBe(1);
  expect(await page.getByLabel('Quantity').inputValue()).toBe('2');
  visitor.check();
  await visitor.close();
});
