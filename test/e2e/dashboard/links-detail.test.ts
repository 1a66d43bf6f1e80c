import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('a link tells what became of it, in what the catalog differs, and the days that are asked for', async () => {
  const merchant = await signUp(app, { name: 'Maja Berg' });
  const product = await makeProduct(merchant, { name: 'Baryta paper', prices: { USD: '38.50' } });
  const link = await makeLink(merchant, { name: 'Paper' }, product);
  must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false }));
  must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: true }));
  must(200, await merchant.client.patch(`/api/products/${product.id}/`, { prices: { USD: '41.00' } }));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/${link.id}`);
  await page.getByText('“Baryta paper” is now $41.00. This link keeps $38.50.').waitFor();
  const events = page.locator('section', { has: page.getByRole('heading', { name: 'Events' }) });
  expect(await events.getByRole('listitem').locator('div').allInnerTexts()).toEqual([
    'Activated, by Maja Berg',
    'Deactivated, by Maja Berg',
    'Created, by Maja Berg',
  ]);
  await page.getByRole('img', { name: 'Revenue by day, the last 30 days' }).waitFor();
  await page.getByRole('combobox', { name: /^Days/ }).selectOption('12 months');
  await page.getByRole('img', { name: 'Revenue by day, the last 365 days' }).waitFor();
  expect(new URL(page.url()).searchParams.get('days')).toBe('365');
  await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await page.getByText('This link is switched off').waitFor();
  await events.getByText('Deactivated, by Maja Berg').nth(1).waitFor();
  await page.getByRole('button', { name: 'Duplicate at today’s prices' }).click();
  await page.getByRole('heading', { name: 'Copy of Paper' }).waitFor();
  await page.getByText('$41.00').first().waitFor();
  expect(await page.getByText('The catalog has changed').count()).toBe(0);
  visitor.check();
  await visitor.close();
});

test('a picture of a product is chosen, made to fit, shown, and taken away again', async () => {
  const merchant = await signUp(app);
  await makeProduct(merchant, { name: 'Mug' });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/products`);
  await page.getByRole('button', { name: 'Mug', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit product' });
  // Noise weighs more than the server takes.
  const photo = await page.evaluate(async () => {
    const [width, height] = [1_300, 1_000];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    const noise = context.createImageData(width, height);
    let seed = 7;
    for (let index = 0; index < noise.data.length; index += 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      noise.data[index] = seed % 256;
    }
    context.putImageData(noise, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
    return new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
      reader.readAsDataURL(blob);
    });
  });
  const buffer = Buffer.from(photo, 'base64');
  expect(buffer.length).toBeGreaterThan(1024 * 1024);
  await dialog.getByLabel('Picture file').setInputFiles({ name: 'mug.jpg', mimeType: 'image/jpeg', buffer });
  await dialog.getByRole('img', { name: 'Mug' }).waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const stored = async () => must(200, await merchant.client.get('/api/products/')).results[0].image_url;
  expect(await stored()).toMatch(/\/media\/[0-9a-f]{64}$/);
  await page.getByRole('button', { name: 'Mug', exact: true }).click();
  await dialog
    .getByLabel('Picture file')
    .setInputFiles({ name: 'mug.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await dialog.getByText('This file cannot be kept. What is there is no PNG, JPEG or WebP image.').waitFor();
  await dialog.getByRole('button', { name: 'Remove the picture' }).click();
  await dialog.getByRole('img', { name: 'Mug' }).waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await stored()).toBeNull();
  visitor.check();
  await visitor.close();
});
