import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { join } from '#test/support/mailbox.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const ask = (rawKey: string) => app.client().withKey(rawKey).get('/api/transactions/?limit=5');

async function open(merchant: Merchant, path: string, options: { width?: number } = {}) {
  const visitor = await visit(app.url, options);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(app.url + path);
  return visitor;
}

/** The key that is shown, which is kept and left. */
async function takeKey(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Copy the new sandbox key now' });
  const rawKey = await dialog.getByRole('textbox', { name: 'Key' }).inputValue();
  expect(await button(page, 'Done').isDisabled()).toBe(true);
  await dialog.getByLabel('I have kept the key.').check();
  await button(page, 'Done').click();
  await dialog.waitFor({ state: 'detached' });
  return rawKey;
}

test('a key is made, used, seen in Requests, rotated with grace, and refused once it is revoked', async () => {
  const merchant = await signUp(app);
  const visitor = await open(merchant, '/developers');
  const { page } = visitor;
  await page.getByText('No sandbox key yet').waitFor();
  await button(page, 'Create key').click();
  const create = page.getByRole('dialog', { name: 'Create key' });
  await create.getByLabel('Name').fill('Shop server');
  expect(await create.getByRole('checkbox', { name: /^Hand in bank statements/ }).isChecked()).toBe(false);
  await create.getByRole('checkbox', { name: /^Refund/ }).uncheck();
  await create.getByRole('button', { name: 'Create key' }).click();
  const first = await takeKey(page);
  expect(first).toMatch(/^lt_sandbox_/);
  await page.getByRole('cell', { name: /^Shop server/ }).waitFor();
  await page.getByText(/^Made today, .* by /).waitFor();
  expect(await button(page, 'Create key').isDisabled()).toBe(true);
  expect(await page.content()).not.toContain(first);

  const used = await ask(first);
  must(200, used);
  must(403, await app.client().withKey(first).post('/api/organization/bank-statements/', 'x'));
  await page.getByRole('link', { name: 'Requests', exact: true }).click();
  await page.getByRole('button', { name: 'GET /api/transactions/' }).first().click();
  const id = used.headers.get('x-request-id') ?? '';
  await page.getByText(id).waitFor();
  await page.getByText('limit', { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('open')).toBe(id);
  const chapter = await page
    .getByRole('link', { name: 'This route in the API reference' })
    .getAttribute('href');
  expect((await app.client().get('/docs')).text).toContain(`id="${chapter?.split('#')[1]}"`);
  await button(page, 'Copy request id').click();
  await page.getByText('Copied the request id.').waitFor();

  await page.getByRole('link', { name: 'API keys', exact: true }).click();
  await button(page, 'Rotate Shop server').click();
  const rotate = page.getByRole('dialog', { name: /^Rotate/ });
  await rotate.getByLabel('The old key works').selectOption('3600');
  await rotate.getByRole('button', { name: 'Rotate' }).click();
  const second = await takeKey(page);
  await page.getByText(/^Valid until/).waitFor();
  await page.getByText('1 h of 1 h left').waitFor();
  await page.getByRole('cell', { name: 'The same as the new one' }).waitFor();
  must(200, await ask(first));
  must(200, await ask(second));

  await button(page, 'Revoke Shop server, old').click();
  const revoke = page.getByRole('dialog', { name: /^Revoke/ });
  await revoke.getByText('A revoked key never works again').waitFor();
  await revoke.getByRole('button', { name: 'Keep it' }).click();
  must(200, await ask(first));
  await button(page, 'Revoke Shop server, old').click();
  await revoke.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('1 former key').waitFor();
  must(401, await ask(first));
  must(200, await ask(second));
  visitor.check();
  await visitor.close();
});

test('a key is made with the keyboard alone, and not lost by a single Escape', async () => {
  const merchant = await signUp(app);
  const visitor = await open(merchant, '/developers/api-keys');
  const { page } = visitor;
  const { keyboard } = page;
  await page.getByText('No sandbox key yet').waitFor();
  await button(page, 'Create key').focus();
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Create key' }).waitFor();
  await keyboard.type('Test bench');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Copy the new sandbox key now' });
  await dialog.waitFor();
  await keyboard.press('Escape');
  await dialog.getByText('Nobody can show this key again.').waitFor();
  await dialog.getByRole('textbox', { name: 'Key' }).focus();
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const [made] = must(200, await merchant.client.get('/api/organization/api-keys/')).results;
  expect(made.name).toBe('Test bench');
  expect(made.scopes).not.toContain('checkout:create');
  visitor.check();
  await visitor.close();
});

test('what could hand the shop to somebody else asks for the password first', async () => {
  const merchant = await signUp(app);
  const visitor = await open(merchant, '/developers/api-keys');
  const { page } = visitor;
  app.clock.advance(11 * 60_000);
  await button(page, 'Create key').click();
  const create = page.getByRole('dialog', { name: 'Create key' });
  await create.getByRole('button', { name: 'Create key' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await proof.getByLabel('Your password').fill(merchant.password);
  await proof.getByRole('button', { name: 'Confirm' }).click();
  expect(await takeKey(page)).toMatch(/^lt_sandbox_/);
  visitor.check();
  await visitor.close();
});

test('staff see keys and requests and change none; viewers see the keys only, each with a sentence why', async () => {
  const merchant = await signUp(app);
  const { raw_key: rawKey } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  must(200, await ask(rawKey));
  const staff = await open(await join(app, merchant, 'staff'), '/developers/api-keys', { width: 390 });
  await staff.page.getByText('Admins and owners make, rotate and revoke them.').waitFor();
  for (const name of ['Create key', 'Rotate Sandbox key', 'Revoke Sandbox key'])
    expect(await button(staff.page, name).count(), name).toBe(0);
  await staff.page.getByRole('link', { name: 'Requests', exact: true }).click();
  await staff.page.getByRole('button', { name: 'GET /api/transactions/' }).waitFor();
  staff.check();
  await staff.close();

  const viewer = await open(await join(app, merchant, 'viewer'), '/developers/api-keys');
  await viewer.page.getByText('Admins and owners make, rotate and revoke them.').waitFor();
  await viewer.page.getByRole('link', { name: 'Requests', exact: true }).click();
  await viewer.page.getByText('Staff, admins and owners see them.').waitFor();
  viewer.check();
  await viewer.close();

  const newcomer = await open(await join(app, await signUp(app), 'viewer'), '/developers/api-keys');
  await newcomer.page.getByText('Admins and owners can make one.').waitFor();
  expect(await button(newcomer.page, 'Create key').count()).toBe(0);
  newcomer.check();
  await newcomer.close();
});

test('the filters of Requests stand in the address, and Clear takes them off', async () => {
  const merchant = await signUp(app);
  const { raw_key: rawKey } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  must(200, await ask(rawKey));
  must(400, await app.client().withKey(rawKey).post('/api/checkout/create/', {}));
  const visitor = await open(merchant, '/developers/requests?result=refused');
  const { page } = visitor;
  await page.getByRole('button', { name: 'POST /api/checkout/create/' }).waitFor();
  expect(await page.getByRole('button', { name: 'GET /api/transactions/' }).count()).toBe(0);
  await page.getByLabel('Method').selectOption('GET');
  await page.getByText('No request fits.').waitFor();
  expect(new URL(page.url()).search).toBe('?result=refused&method=GET');
  await button(page, 'Clear the filters').click();
  await page.getByRole('button', { name: 'GET /api/transactions/' }).waitFor();
  visitor.check();
  await visitor.close();
});
