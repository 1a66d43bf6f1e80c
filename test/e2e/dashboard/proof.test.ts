import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('what could lead money elsewhere asks for the password first, and then goes on by itself', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  app.clock.advance(11 * 60_000);
  await page.goto(`${app.url}/settings/profile`);
  await page.getByLabel('Website').fill('https://shop.example/');
  const website = async () => must(200, await merchant.client.get('/api/organization/')).website;

  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Nothing was changed, because it was not confirmed who is there.').waitFor();
  expect(await website()).toBeNull();

  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByLabel('Your password').fill('not the password');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText('That is not your password.').waitFor();
  expect(await website()).toBeNull();

  await dialog.getByLabel('Your password').fill(merchant.password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Saved').first().waitFor();
  expect(await website()).toBe('https://shop.example/');
  visitor.check();
  await visitor.close();
});
