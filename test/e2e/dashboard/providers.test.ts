import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { join } from '#test/support/mailbox.ts';
import { eventually, type Merchant, makeLink, must, signUp } from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

/** Who moves the money, and when it is real: connected, ordered, left, and looked at in both modes. */
let app: TestApp;
beforeAll(async () => {
  // As an installation that may take real money is set up; only its name is nobody's.
  app = await startApp({ env: { PUBLIC_URL: 'https://pay.nordlicht.example', RATE_LIMIT: 'on' } });
});
afterAll(() => app.stop());

const path = '/api/organization/providers/';
const settings = { iban: 'DE89370400440532013000', account_name: 'Nordlicht GmbH' };

async function open(merchant: Merchant, at: string) {
  const visitor = await visit(app.url, { alsoAllowed: ['https://pay.nordlicht.example'] });
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(app.url + at);
  return visitor;
}

const list = (page: Page, name: 'Live' | 'Sandbox') => page.getByRole('region', { name, exact: true });
const row = (page: Page, mode: 'Live' | 'Sandbox', label: string) =>
  list(page, mode).getByRole('listitem').filter({ hasText: label });
const positions = async (merchant: Merchant) => {
  const { results } = must(200, await merchant.client.get(path));
  return results
    .filter(({ mode, position }: { mode: string; position: number | null }) => mode === 'sandbox' && position)
    .sort((left: { position: number }, right: { position: number }) => left.position - right.position)
    .map(({ provider }: { provider: string }) => provider);
};

test('an account is connected with what is wrong told while it is typed, then changed and left', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await open(merchant, '/settings/providers');
  const asked: string[] = [];
  page.on('request', (request) => request.method() === 'PUT' && asked.push(request.url()));
  await row(page, 'Sandbox', 'Bank transfer').getByRole('button', { name: 'Connect', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect bank transfer, sandbox' });
  const iban = dialog.getByLabel('IBAN');
  await iban.pressSequentially('de89 3704');
  await dialog.getByText('Germany: 14 of 22 characters are missing.').waitFor();
  await iban.fill('DE89 3704 0044 0532 0130 01');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.getByText('the check digits do not hold').first().waitFor();
  expect(asked).toEqual([]);
  await iban.fill('DE89370400440532013000');
  await dialog.getByText('Germany, and the check digits hold.').waitFor();
  await dialog.getByLabel('Account holder').fill('Nordlicht Fotowerkstatt GmbH');
  await dialog.getByRole('button', { name: 'One day more' }).click();
  await fits(page);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(page, 'Sandbox', 'Bank transfer').getByText('Connected', { exact: true }).waitFor();
  await row(page, 'Sandbox', 'Bank transfer').getByText('DE89 •••• 3000').waitFor();
  await page.getByRole('link', { name: 'Bank transfers' }).waitFor();
  await fits(page);

  await row(page, 'Sandbox', 'Bank transfer').getByRole('button', { name: 'Manage' }).click();
  const managed = page.getByRole('dialog', { name: 'Bank transfer, sandbox' });
  await managed.getByText('6 days').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await managed.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('Bank transfer works.').waitFor();
  await managed.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: 'Change bank transfer, sandbox' });
  await change.getByRole('button', { name: 'One day less' }).click();
  await change.getByRole('button', { name: 'Save' }).click();
  await change.waitFor({ state: 'detached' });
  const { results } = must(200, await merchant.client.get(path));
  const bank = results.find(
    ({ provider, mode }: { provider: string; mode: string }) => provider === 'bank' && mode === 'sandbox',
  );
  expect(bank.settings).toMatchObject({ hold_days: 5, account_name: 'Nordlicht Fotowerkstatt GmbH' });

  await row(page, 'Sandbox', 'Bank transfer').getByRole('button', { name: 'Disconnect' }).click();
  const leave = page.getByRole('dialog', { name: 'Disconnect Bank transfer, sandbox' });
  await leave.getByRole('button', { name: 'Disconnect' }).click();
  await leave.waitFor({ state: 'detached' });
  await row(page, 'Sandbox', 'Bank transfer').getByText('Disconnected').waitFor();
  check();
  await close();
});

test('the order is changed by keys and by the pointer, and Escape puts a row back', async () => {
  const merchant = await signUp(app);
  must(200, await merchant.client.put(`${path}bank/`, { mode: 'sandbox', settings }));
  const { page, check, close } = await open(merchant, '/settings/providers');
  const handle = page.getByRole('button', { name: /^Move Bank transfer/ });
  await page.getByRole('button', { name: 'Move Bank transfer, 2 of 2' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('button', { name: 'Move Bank transfer, 1 of 2' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Move Bank transfer, 2 of 2' }).waitFor();
  expect(await positions(merchant)).toEqual(['sandbox', 'bank']);

  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await page.getByText('Bank transfer, 1 of 2. Put down.').waitFor();
  await eventually(
    () => positions(merchant),
    (now) => now.join() === 'bank,sandbox',
  );
  expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);

  const from = await handle.boundingBox();
  const to = await list(page, 'Sandbox').getByRole('listitem').nth(1).boundingBox();
  if (!from || !to) throw new Error('A row is not on the screen.');
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, to.y + to.height - 4, { steps: 4 });
  await page.mouse.up();
  await eventually(
    () => positions(merchant),
    (now) => now.join() === 'sandbox,bank',
  );
  await page.reload();
  await page.getByRole('button', { name: 'Move Bank transfer, 2 of 2' }).waitFor();
  check();
  await close();
});

test('live says what is missing, opens with a provider, shows no tests, and is switched off again', async () => {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { default_currency: 'EUR' }));
  await makeLink(merchant, { name: 'A test link', currency: 'EUR' });
  const { page, check, close } = await open(merchant, '/');
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await page.getByText('Live needs a payment provider').waitFor();
  await page.getByRole('dialog', { name: 'Live mode' }).getByRole('link', { name: 'Go live' }).click();
  await page.getByRole('heading', { name: 'Go live', level: 1 }).waitFor();
  await page.getByText('Until then nobody can be charged.').waitFor();
  // Nothing can be charged yet, and what opens it stands beside it.
  const live = page.getByRole('switch', { name: 'Take live payments' });
  expect([await live.getAttribute('aria-checked'), await live.getAttribute('aria-disabled')]).toEqual([
    'false',
    'true',
  ]);
  // Each item that is open leads to where it is done.
  for (const [word, section] of [
    ['Mailbox', 'mailbox'],
    ['Connect', 'providers'],
    ['Add', 'branding'],
  ] as const)
    expect(await page.getByRole('link', { name: word, exact: true }).getAttribute('href')).toBe(
      `/settings/${section}`,
    );
  await page.getByRole('button', { name: 'They are' }).click();
  await page.getByText(/^Confirmed by Maja Berg/).waitFor();
  await fits(page);

  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await row(page, 'Live', 'Bank transfer').getByRole('button', { name: 'Connect', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect bank transfer, live' });
  await dialog.getByLabel('IBAN').fill(settings.iban);
  // No legal name is set yet from which the holder would be taken.
  await dialog.getByLabel('Account holder').fill(settings.account_name);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('button', { name: 'Show live' }).click();
  await page.getByRole('button', { name: 'Live', exact: true, pressed: true }).waitFor();

  expect(await page.getByText('Test payments only').count()).toBe(0);
  await page.getByRole('link', { name: 'Payment links' }).click();
  await page.getByText('No payment links yet').waitFor();
  expect(await page.getByText('4242').count()).toBe(0);
  await page.getByRole('link', { name: 'Payments', exact: true }).click();
  await page.getByText('No payments yet').waitFor();
  expect(await page.getByText('4242').count()).toBe(0);
  await page.getByRole('link', { name: 'Bank transfers' }).click();
  await page.getByText('No statement yet').waitFor();
  expect(await page.getByText('Get a sample statement').count()).toBe(0);
  await fits(page);

  const real = await makeLink(merchant, { name: 'A real link', currency: 'EUR', mode: 'live' });
  await page.goto(`${app.url}/payment-links`);
  await page.getByRole('link', { name: 'A real link' }).click();
  await page.getByRole('heading', { name: /A real link/, level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
  await page.getByRole('link', { name: 'A test link' }).waitFor();
  expect(await page.getByRole('link', { name: 'A real link' }).count()).toBe(0);
  // What is opened by its address belongs to one mode, and that one is shown.
  await page.goto(`${app.url}/payment-links/${real.id}`);
  await page.getByRole('button', { name: 'Live', exact: true, pressed: true }).waitFor();

  await page.goto(`${app.url}/live`);
  await page.getByRole('switch', { name: 'Take live payments', checked: true }).click();
  const off = page.getByRole('dialog', { name: 'Stop taking live payments' });
  await off.getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('Until then nobody can be charged.').waitFor();
  // What was taken so far can still be looked at.
  await page.reload();
  await page.getByRole('button', { name: 'Live', exact: true, pressed: true }).waitFor();
  check();
  await close();
});

test('staff see providers and change nothing, viewers do not see them', async () => {
  const owner = await signUp(app);
  must(200, await owner.client.put(`${path}bank/`, { mode: 'sandbox', settings }));
  const staff = await open(await join(app, owner, 'staff'), '/settings/providers');
  await row(staff.page, 'Sandbox', 'Bank transfer').getByText('Connected', { exact: true }).waitFor();
  expect(await staff.page.getByRole('button', { name: /Connect|Manage|Disconnect|Move/ }).count()).toBe(0);
  staff.check();
  await staff.close();
  const viewer = await open(await join(app, owner, 'viewer'), '/settings/providers');
  await viewer.page.getByText('Staff, admins and owners see them.').waitFor();
  viewer.check();
  await viewer.close();
});
