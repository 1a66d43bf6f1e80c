import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeLink, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('the share sheet fills in for a buyer, and its button and frame work on the site they are pasted into', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Evening' });
  let html = '';
  const site = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Shop</title>${html}`),
  );
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  must(200, await merchant.client.patch('/api/organization/', { allowed_embed_origins: [origin] }));
  const visitor = await visit(app.url, { alsoAllowed: [origin] });
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/${link.id}?dialog=share`);
  const dialog = page.getByRole('dialog', { name: 'Share link' });
  await dialog.getByText('Fill in for a buyer, or mark a campaign').click();
  await dialog.getByLabel('Email of the buyer').fill('maja@example.com');
  await dialog.getByLabel('Your reference').fill('order "7" & more');
  await dialog.getByLabel('Campaign source').fill('news');
  const address = await dialog.getByRole('textbox', { name: 'Address with these values' }).inputValue();
  expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
    prefilled_email: 'maja@example.com',
    client_reference_id: 'order "7" & more',
    utm_source: 'news',
  });
  expect(await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue()).toBe(link.url);
  await dialog.getByText('Put it on your site').click();
  const button = await dialog.getByRole('textbox', { name: 'Buy button' }).inputValue();
  const frame = await dialog.getByRole('textbox', { name: 'Page in a frame' }).inputValue();
  await dialog.getByText(`Shows on ${origin}.`).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as PNG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Evening.png');
  const [poster] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Poster A6' }).click(),
  ]);
  expect(poster.suggestedFilename()).toBe('Evening, A6.pdf');

  html = button;
  await page.goto(origin);
  await page.getByRole('link', { name: /^Buy for \$/ }).click();
  await page.waitForURL(`${app.url}/pay/**`);
  expect(await page.getByLabel('Email').inputValue()).toBe('maja@example.com');
  html = frame;
  await page.goto(origin);
  const inside = page.frameLocator('iframe');
  expect(await inside.getByLabel('Email').inputValue()).toBe('maja@example.com');
  await inside.getByLabel('First name').fill('Maja');
  await inside.getByLabel('Country').selectOption('DE');
  await inside.getByRole('button', { name: /^Continue/ }).click();
  await page.waitForURL(`${app.url}/checkout/**`);
  const [checkout] = must(200, await merchant.client.get('/api/checkouts/')).results;
  expect(checkout.client_reference_id).toBe('order "7" & more');
  visitor.check();
  await visitor.close();
  site.closeAllConnections();
  await new Promise((resolve) => site.close(resolve));
});
