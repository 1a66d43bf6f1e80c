import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, type Visitor, visit } from '#test/support/browser.ts';
import { cards } from '#test/support/scenario.ts';
import {
  account,
  arrive,
  chosenTransfer,
  organizationIdOf,
  startedTransfer,
  transferOf,
  writeEntry,
} from '#test/support/transfers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function look(visitor: Visitor, javaScript: boolean) {
  if (javaScript) expect(await accessibilityFaults(visitor.page)).toEqual([]);
}

describe.each([{ javaScript: true }, { javaScript: false }])(
  'a buyer with JavaScript: $javaScript',
  ({ javaScript }) => {
    test('chooses the bank among the ways, reads what to send, says so, and sees it arrive', async () => {
      const { checkout } = await startedTransfer(app, { link: { max_uses: 3 } });
      const visitor = await visit(app.url, { javaScript, width: 390 });
      const { page } = visitor;
      const address = `${app.url}/checkout/${checkout.token}`;
      await page.goto(address);
      expect(await heading(page).textContent()).toBe('How do you want to pay?');
      expect(await page.getByLabel('Card number').isVisible()).toBe(true);
      await look(visitor, javaScript);
      await page.getByRole('radio', { name: /^Bank transfer/ }).check();
      expect(await page.getByLabel('Card number').isVisible()).toBe(false);
      expect(await page.getByText('Next: account and reference.').isVisible()).toBe(true);
      await look(visitor, javaScript);
      await page.getByRole('button', { name: 'Pay €40.00' }).click();
      await page.waitForURL(`${address}/transfer`);
      expect(await page.textContent('.band')).toContain('Test mode. Do not send money.');
      const { reference_grouped } = await transferOf(app, checkout);
      for (const part of ['€40.00', account.account_name, 'DE89 3704 0044 0532 0130 00', reference_grouped])
        expect(await page.textContent('.give')).toContain(part);
      expect(await page.getByRole('img', { name: /^QR code/ }).isVisible()).toBe(true);
      await look(visitor, javaScript);
      // Coming back, to the checkout or from anywhere, ends nothing and leads here.
      for (const path of ['', '/return']) {
        await page.goto(address + path);
        await page.waitForURL(`${address}/transfer`);
      }
      await page.getByRole('button', { name: 'I have sent it' }).click();
      await page.getByText('You said that you sent it').waitFor();
      expect(await heading(page).textContent()).toContain('Do not send it again.');
      await look(visitor, javaScript);
      await arrive(app, checkout, 4_000n);
      await page.reload();
      expect(await heading(page).textContent()).toBe('Your transfer has arrived.');
      await look(visitor, javaScript);
      await page.getByRole('link', { name: 'View receipt' }).click();
      await page.waitForURL(/\/receipt$/);
      visitor.check();
      await visitor.close();
    });

    test('pays another way instead: the transfer ends, the card is charged once', async () => {
      const { checkout } = await chosenTransfer(app);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(`${app.url}/checkout/${checkout.token}`);
      await page.getByRole('link', { name: 'Pay another way' }).click();
      await page.getByLabel('Card number').fill(cards.pays);
      await page.getByLabel('Expiry').fill('12 / 40');
      await page.getByLabel('Security code').fill('123');
      await page.getByRole('button', { name: 'Pay €40.00' }).click();
      await page.waitForURL(/\/receipt$/);
      expect((await app.client().get(`/api/checkout/${checkout.token}/transfer/`)).status).toBe(404);
      await page.goto(`${app.url}/checkout/${checkout.token}/transfer`);
      await page.waitForURL(/\/receipt$/);
      visitor.check();
      await visitor.close();
    });
  },
);

test('each button copies what banks take, and says so for a while', async () => {
  const { checkout } = await chosenTransfer(app);
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${app.url}/checkout/${checkout.token}/transfer`);
  const { reference } = await transferOf(app, checkout);
  for (const [name, copied] of [
    ['Copy amount', '40.00'],
    ['Copy name', account.account_name],
    ['Copy IBAN', account.iban],
    ['Copy reference', reference],
  ] as const) {
    const row = page.locator('.give > div', { has: page.getByRole('button', { name }) });
    await page.getByRole('button', { name }).click();
    await page.locator('.give').getByText('Copied').last().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(copied);
    await row.getByRole('button', { name }).waitFor();
  }
  visitor.check();
  await visitor.close();
});

test('the page follows by itself what the bank announces, books in parts, and completes', async () => {
  const { merchant, checkout } = await chosenTransfer(app);
  const visitor = await visit(app.url, { dark: true });
  const { page } = visitor;
  await page.goto(`${app.url}/checkout/${checkout.token}/transfer`);
  const { reference } = await transferOf(app, checkout);
  await writeEntry(app, organizationIdOf(merchant), 4_000n, {
    status: 'on_its_way',
    reasons: [{ code: 'reference_found', reference }],
  });
  await page.getByRole('heading', { name: 'Your €40.00 is on its way. Do not send it again.' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await arrive(app, checkout, 4_000n);
  await page.getByRole('heading', { name: 'Your transfer has arrived.' }).waitFor();
  visitor.check();
  await visitor.close();
});

test('a part that arrived is named with the rest, whose code can be saved', async () => {
  const { checkout } = await chosenTransfer(app);
  await arrive(app, checkout, 2_500n);
  const visitor = await visit(app.url, { width: 390 });
  const { page } = visitor;
  await page.goto(`${app.url}/checkout/${checkout.token}`);
  expect(await heading(page).textContent()).toBe('€25.00 has arrived. €15.00 is missing.');
  expect(await page.textContent('.give')).toContain('€15.00');
  expect(await accessibilityFaults(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the code' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^RF\d+\.png$/);
  visitor.check();
  await visitor.close();
});
