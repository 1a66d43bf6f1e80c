import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, settled, visit } from '#test/support/browser.ts';

/** The first half hour of a newcomer, from the sign-up to giving money back; each step fits, wide and narrow, light and dark. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Set to a folder, every step is looked at in all four ways, and each leaves its picture there. */
const pictures = process.env.DASHBOARD_PICTURES;

const looks = [
  { width: 1280, theme: 'light' },
  { width: 390, theme: 'dark' },
  ...(pictures
    ? ([
        { width: 390, theme: 'light' },
        { width: 1280, theme: 'dark' },
      ] as const)
    : []),
] as const;

let step = 0;

async function look(page: Page, name: string): Promise<void> {
  step += 1;
  for (const { width, theme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    if (pictures) await photograph(page, `walk-${String(step).padStart(2, '0')}-${name}-${width}-${theme}`);
    expect(await accessibilityFaults(page), `${name}, ${width} px, ${theme}`).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow, `${name}, ${width} px`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(pictures ?? '', { recursive: true });
  const isDialog = (await page.locator('[role="dialog"][data-state="open"]').count()) > 0;
  await page.screenshot({ path: join(pictures ?? '', `${name}.png`), fullPage: !isDialog });
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

test('from the sign-up to a refund', async () => {
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await page.goto(`${app.url}/signup`);
  await page.getByLabel('Organization name').fill('Nordlicht Fotowerkstatt');
  await page.getByLabel('Your name').fill('Jonte Hansen');
  await page.getByLabel('Email').fill('jonte@nordlicht.example');
  await page.getByLabel('Password').fill('correct horse battery');
  await look(page, 'sign-up');
  await button(page, 'Create account').click();
  await page.getByText('Get ready to sell').waitFor();
  await look(page, 'home');

  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByText('No products yet').waitFor();
  await button(page, 'New product').click();
  await page.getByLabel('Name', { exact: true }).fill('Darkroom weekend: silver gelatin printing');
  await page.getByLabel('Price (USD)').fill('259');
  await page.getByLabel('Price (EUR)').fill('240');
  await page.getByLabel('Tax rate (%)').fill('19');
  await page.getByLabel('Description').fill('Chemistry and paper included. '.repeat(17));
  await look(page, 'product');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
  await look(page, 'leave');
  await button(page, 'Stay').click();
  await page.reload();
  await page.getByText('Restored what you had typed.').waitFor();
  await look(page, 'product-restored');
  await page.getByLabel('Description').fill('Chemistry and paper included.');
  await button(page, 'Create product').click();
  await page.getByRole('cell', { name: '€240.00' }).waitFor();
  await look(page, 'products');

  await page.getByRole('link', { name: 'Payment links', exact: true }).click();
  await button(page, 'New link').click();
  await page.getByRole('combobox', { name: 'Add product' }).fill('darkroom');
  await page.getByRole('option', { name: /^Darkroom/ }).waitFor();
  await look(page, 'link-picking');
  await page.getByRole('combobox', { name: 'Add product' }).fill('darkroom');
  await page.getByRole('option', { name: /^Darkroom/ }).click();
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByLabel('Max uses').fill('20');
  await page.getByLabel('Name', { exact: true }).fill('Darkroom weekend, June');
  await page.reload();
  await page.getByText('Restored what you had typed.').waitFor();
  await look(page, 'link-restored');
  await button(page, /^Create link/).click();
  const share = page.getByRole('dialog', { name: 'Share link' });
  await share.waitFor();
  await look(page, 'share');
  const address = await share.getByRole('textbox', { name: 'Link' }).inputValue();

  const buyer = await context.newPage();
  await buyer.goto(address);
  await look(buyer, 'buyer-link');
  await buyer.getByLabel('Email').fill('maja@example.com');
  await buyer.getByLabel('First name').fill('Maja');
  await buyer.getByLabel('Last name').fill('Lindqvist');
  await buyer.getByLabel('Country').selectOption('DE');
  await buyer.getByLabel('Postal code').fill('20359');
  await buyer.getByRole('button', { name: /^Continue/ }).click();
  await buyer.getByLabel('Card number').fill('4242 4242 4242 4242');
  await buyer.getByLabel('Expiry').fill('12/40');
  await buyer.getByLabel('Security code').fill('123');
  await buyer.getByLabel('Name on card').fill('Maja Lindqvist');
  await look(buyer, 'buyer-checkout');
  await buyer.getByRole('button', { name: /^Pay / }).click();
  await buyer.waitForURL(/\/receipt$/);
  await look(buyer, 'buyer-receipt');
  await buyer.close();

  await page.reload();
  await share.waitFor();
  await page.keyboard.press('Escape');
  await share.waitFor({ state: 'detached' });
  await page.getByText('19 of 20 left').waitFor();
  await look(page, 'link-paid');
  await page.getByRole('link', { name: /^TX/ }).first().click();
  await page.getByText('Visa •••• 4242').first().waitFor();
  await look(page, 'payment');
  await button(page, 'Refund').click();
  await page.getByText(/^Six digits, mailed to/).waitFor();
  await look(page, 'refund');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep payment' }).click();
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByText('€240.00').first().waitFor();
  await look(page, 'home-paid');
  visitor.check();
  await visitor.close();
}, 300_000);
