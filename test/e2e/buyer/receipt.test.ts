import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isGenuine, pagesOf, paidCheckout, publishedKeys } from '#test/api/receipts/support/receipts.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** What a link saves: the name it proposes, and the bytes. */
async function savedBy(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await buffer(await download.createReadStream()) };
}

describe.each([{ javaScript: true }, { javaScript: false }])(
  'a buyer on the receipt with JavaScript: $javaScript',
  ({ javaScript }) => {
    test('saves the PDF and the signed file, which verifies, and finds how to verify it', async () => {
      const { checkout } = await paidCheckout(app);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(`${app.url}/checkout/${checkout.token}/receipt`);
      const pdf = await savedBy(page, 'Download PDF');
      expect(pdf.name).toMatch(/^receipt-TEST-\d{4}-\d{6}\.pdf$/);
      const [words] = await pagesOf(pdf.bytes);
      expect(words).toContain('Paid $59.98 USD');

      const seal = page.getByRole('region', { name: 'Verify this receipt' });
      const file = await savedBy(page, 'signed file');
      expect(file.name).toMatch(/^receipt-TEST-\d{4}-\d{6}\.json$/);
      const signature = JSON.parse(file.bytes.toString('utf8'));
      expect(isGenuine(signature, await publishedKeys(app))).toBe(true);
      expect(await seal.textContent()).toContain(signature.key_id);
      expect(await seal.textContent()).toContain(signature.value);

      await page.getByRole('link', { name: 'how to verify it' }).click();
      await page.waitForURL(/\/docs#receipts-guide$/);
      expect(await page.getByRole('heading', { name: 'Verifying receipts' }).isVisible()).toBe(true);
      visitor.check();
      await visitor.close();
    });
  },
);

test.each([
  [390, false],
  [1280, true],
])('the receipt at %i px, dark: %s, has nothing wrong and does not scroll sideways', async (width, dark) => {
  const { checkout } = await paidCheckout(app);
  const visitor = await visit(app.url, { width, dark });
  const { page } = visitor;
  await page.goto(`${app.url}/checkout/${checkout.token}/receipt`);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  visitor.check();
  await visitor.close();
});

test('on paper the receipt keeps its seal and loses its buttons', async () => {
  const { checkout } = await paidCheckout(app);
  const { page, close } = await visit(app.url);
  await page.goto(`${app.url}/checkout/${checkout.token}/receipt`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('link', { name: 'Download PDF' }).isVisible()).toBe(false);
  expect(await page.getByText('Signed receipt.').isVisible()).toBe(true);
  await close();
});

test('the page is kept by nobody, found by no search engine, and named to no other site', async () => {
  const { checkout } = await paidCheckout(app);
  const { headers } = await app.client().get(`/checkout/${checkout.token}/receipt`);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toBe('noindex');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});
