import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

/** Fields take what people write: as long as the API takes it, and in the direction of its own script. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** Each is one character to the API, and two units of a browser. */
const emoji = (count: number) => '🧵'.repeat(count);
const toldTooLong = (limit: number) => `Use at most ${limit} characters; these are ${limit + 1}, 1 too many.`;

/** One more than fits is told while it is typed and never cut; then exactly as much as fits is filled in. */
async function fillToTheLimit(page: Page, field: Locator, limit: number): Promise<void> {
  await field.fill(emoji(limit + 1));
  await page.getByText(toldTooLong(limit)).waitFor();
  expect([...(await field.inputValue())].length).toBe(limit + 1);
  await field.fill(emoji(limit));
  await page.getByText(toldTooLong(limit)).waitFor({ state: 'detached' });
}

test('emoji are counted as the API counts them: as many as fit are saved, and one more is told', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);

  await page.goto(`${app.url}/products?edit=new`);
  await fillToTheLimit(page, page.getByLabel('Name', { exact: true }), 120);
  await page.getByLabel('Price (USD)').fill('12');
  await page.getByLabel('Description').fill(emoji(501));
  await page.getByText(toldTooLong(500)).waitFor();
  await button(page, 'Create product').click();
  // Not sent, and the field to mend has the focus.
  await page.waitForFunction(() => document.activeElement?.localName === 'textarea');
  expect(must(200, await merchant.client.get('/api/products/')).results).toEqual([]);
  await page.getByLabel('Description').fill(emoji(500));
  await button(page, 'Create product').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const [product] = must(200, await merchant.client.get('/api/products/')).results;
  expect([product.name, product.description]).toEqual([emoji(120), emoji(500)]);

  const link = await makeLink(merchant, {}, product);
  await page.goto(`${app.url}/payment-links/${link.id}?dialog=edit`);
  await fillToTheLimit(page, page.getByLabel('Name', { exact: true }), 120);
  await button(page, 'Add metadata').click();
  await fillToTheLimit(page, page.getByLabel('Key', { exact: true }), 40);
  await fillToTheLimit(page, page.getByLabel('Value', { exact: true }), 500);
  await button(page, 'Save').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { name, metadata } = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
  expect({ name, metadata }).toEqual({ name: emoji(120), metadata: { [emoji(40)]: emoji(500) } });

  await page.goto(`${app.url}/settings/profile`);
  await fillToTheLimit(page, page.getByLabel('Organization name'), 120);
  await fillToTheLimit(page, page.getByLabel('Telegram'), 100);
  await button(page, 'Save').click();
  await page.getByText('Saved.').waitFor();
  const { telegram } = must(200, await merchant.client.get('/api/organization/'));
  expect(telegram).toBe(emoji(100));

  const checkout = await startOpen(app, link.id);
  const { transaction_id: paymentId } = must(200, await pay(app, checkout.token));
  await page.goto(`${app.url}/payments/${paymentId}`);
  await button(page, 'Refund').click();
  await fillToTheLimit(page, page.getByLabel('Reason'), 500);
  await page.getByRole('dialog').getByRole('button', { name: 'Keep payment' }).click();

  await page.goto(`${app.url}/settings/security`);
  await button(page, 'Add a passkey').click();
  await fillToTheLimit(page, page.getByLabel('Name', { exact: true }), 60);

  // A search holds more than the API reads of one; it finds by as much as that, and says nothing wrong.
  await page.goto(`${app.url}/products`);
  await page.getByRole('searchbox', { name: 'Find products' }).fill(emoji(130));
  await page.waitForURL(/q=/);
  await page.getByText(emoji(120)).first().waitFor();
  visitor.check();
  await visitor.close();
}, 120_000);

test('a password of emoji is counted as the API counts it', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/signup`);
  await page.getByLabel('Organization name').fill('Nordlicht');
  await page.getByLabel('Your name').fill('Jonte');
  await page.getByLabel('Email').fill('emoji@nordlicht.example');
  await page.getByLabel('Password').fill(emoji(9));
  await button(page, 'Create account').click();
  await page.getByText('Use at least 10 characters.').waitFor();
  // Three hundred units of a browser, and a hundred and fifty characters.
  await page.getByLabel('Password').fill('🧵🪡🧶🐑🌊🪺'.repeat(25));
  await button(page, 'Create account').click();
  await page.getByText('Get ready to sell').waitFor();
  visitor.check();
  await visitor.close();
});

test('what people write stands in the direction of its own script, in every field for names and sentences', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  const link = await makeLink(merchant, { metadata: { a: 'b' } }, product);
  const { transaction_id: paymentId } = must(200, await pay(app, (await startOpen(app, link.id)).token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  const expectDirections = async (...labels: readonly string[]) => {
    for (const label of labels) {
      const field = page.getByLabel(label, { exact: true }).and(page.locator('input, textarea')).first();
      const directionOf = () => field.evaluate((input) => getComputedStyle(input).direction);
      await field.fill('שלום Mug');
      expect(await directionOf(), label).toBe('rtl');
      await field.fill('Mug שלום');
      expect(await directionOf(), label).toBe('ltr');
    }
  };
  await page.goto(`${app.url}/signup`);
  await expectDirections('Organization name', 'Your name');
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/products?edit=new`);
  await expectDirections('Name', 'Description');
  await page.goto(`${app.url}/products`);
  await expectDirections('Find products');
  await page.goto(`${app.url}/payment-links`);
  await expectDirections('Find links');
  await page.goto(`${app.url}/payments`);
  await expectDirections('Find payments');
  await page.goto(`${app.url}/payment-links/new`);
  await expectDirections('Name', 'Add product');
  await page.goto(`${app.url}/payment-links/${link.id}?dialog=edit`);
  await expectDirections('Name', 'Key', 'Value');
  await page.goto(`${app.url}/payments/${paymentId}`);
  await button(page, 'Refund').click();
  await expectDirections('Reason');
  await page.goto(`${app.url}/settings/profile`);
  await expectDirections('Organization name', 'Telegram');
  await page.goto(`${app.url}/settings/security`);
  await button(page, 'Add a passkey').click();
  await expectDirections('Name');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expectDirections('Search or do');
  visitor.check();
  await visitor.close();
});
