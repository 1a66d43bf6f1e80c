import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { makeProduct, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('a new link shows the page that its buyers will get, while it is typed, and nothing in it does anything', async () => {
  const merchant = await signUp(app, { organization_name: 'Nordlicht' });
  await makeProduct(merchant, { name: 'Field notes', prices: { USD: '30.00', EUR: '27.50' } });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/new`);
  await page.getByText('What you add appears here.').waitFor();
  await page.getByRole('combobox', { name: 'Add product' }).fill('field');
  await page.getByRole('option', { name: /Field notes/ }).click();
  const frame = page.frameLocator('iframe[title="The page of this link"]');
  await frame.getByRole('button', { name: 'Continue to pay $30.00' }).waitFor();
  await page.getByLabel('Quantity').fill('3');
  await frame.getByRole('button', { name: 'Continue to pay $90.00' }).waitFor();
  await page.getByLabel('Max uses').fill('7');
  await frame.getByText('7 left').first().waitFor();
  const button = frame.getByRole('button', { name: /^Continue/ });
  const style = await button.evaluate((element) => {
    const { backgroundColor } = (
      globalThis as unknown as { getComputedStyle(of: unknown): { backgroundColor: string } }
    ).getComputedStyle(element);
    return backgroundColor;
  });
  expect(style).toBe('rgb(42, 63, 181)');
  await button.click();
  await frame.getByRole('button', { name: 'Continue to pay $90.00' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/payment-links/new');
  await page.getByLabel('Quantity').fill('0');
  await page.getByText('The page appears here once what the form says can be sold.').waitFor();
  await page.getByLabel('Quantity').fill('2');
  await frame.getByRole('button', { name: 'Continue to pay $60.00' }).waitFor();
  await page.getByRole('button', { name: 'Desktop' }).click();
  await expect
    .poll(() =>
      frame.locator('html').evaluate(() => (globalThis as unknown as { innerWidth: number }).innerWidth),
    )
    .toBe(1280);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.reload();
  await frame.getByRole('button', { name: 'Continue to pay $60.00' }).waitFor();
  expect(await page.getByLabel('Max uses').inputValue()).toBe('7');
  expect(must(200, await merchant.client.get('/api/payment-links/')).results).toEqual([]);
  visitor.check();
  await visitor.close();
});
