import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { cards, makeLink, must, pay, signUp } from '#test/support/scenario.ts';
import { continueButton, fillBilling, fillCard, payButton } from './form.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A merchant's site of another origin, whose every page shows `address` in a frame. */
async function startShop(address: string) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Shop</title><h1>Shop</h1><iframe src="${address}"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe.each([{ javaScript: true }, { javaScript: false }])(
  'a buyer with JavaScript: $javaScript',
  ({ javaScript }) => {
    test('pays at top level from a link in the frame of a merchant’s site', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const shop = await startShop(link.url);
      const visitor = await visit(app.url, { javaScript, alsoAllowed: [shop.origin] });
      try {
        const patch = {
          allowed_embed_origins: [shop.origin],
          branding: { terms_url: `${shop.origin}/terms` },
        };
        must(200, await merchant.client.patch('/api/organization/', patch));
        const { page } = visitor;
        await page.goto(shop.origin);
        const frame = page.frameLocator('iframe');
        await frame.getByRole('link', { name: 'EUR' }).click();
        await frame.getByRole('button', { name: /^Continue.*€/ }).waitFor();
        expect(page.url()).toBe(`${shop.origin}/`);
        await fillBilling(frame);
        await continueButton(frame).click();
        await page.waitForURL(`${app.url}/checkout/**`);
        await fillCard(page, cards.pays);
        await payButton(page).click();
        await page.waitForURL(/\/receipt$/);
        expect(must(200, await merchant.client.get(`/api/payment-links/${link.id}/`))).toMatchObject({
          uses: 1,
        });
        await page.goto(shop.origin);
        await frame.getByRole('link', { name: 'Terms' }).click();
        await page.waitForURL(`${shop.origin}/terms`);
        visitor.check();
      } finally {
        await visitor.close();
        shop.stop();
      }
    });

    test('sees in the frame of a merchant’s site that a link was closed, and leaves it at the top', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const shop = await startShop(link.url);
      const visitor = await visit(app.url, { javaScript, alsoAllowed: [shop.origin] });
      try {
        const patch = {
          allowed_embed_origins: [shop.origin],
          branding: { terms_url: `${shop.origin}/terms`, support_email: 'help@shop.example' },
        };
        must(200, await merchant.client.patch('/api/organization/', patch));
        const { page } = visitor;
        await page.goto(shop.origin);
        const frame = page.frameLocator('iframe');
        await continueButton(frame).waitFor();
        const closing = { is_active: false };
        must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, closing));
        await frame.getByRole('link', { name: 'EUR' }).click();
        const closed = frame.getByRole('heading', { name: 'This payment link is switched off' });
        await closed.waitFor();
        await page.goto(shop.origin);
        await closed.waitFor();
        expect(await frame.getByRole('link', { name: 'Write to the seller' }).getAttribute('target')).toBe(
          '_top',
        );
        await frame.getByRole('link', { name: 'Terms' }).click();
        await page.waitForURL(`${shop.origin}/terms`);
        visitor.check();
      } finally {
        await visitor.close();
        shop.stop();
      }
    });

    test('is nobody in particular in a frame of the same site, where their own checkout may not stand', async () => {
      // Of one host, so that the browser takes both for one site and sends the cookie into the frame.
      const named = await startApp({ isNamedHost: true, database: app.database });
      const merchant = await signUp(named);
      const link = await makeLink(merchant);
      const last = await makeLink(merchant, { max_uses: 1 });
      const [shop, soldOut] = [await startShop(link.url), await startShop(last.url)];
      const origins = [shop.origin, soldOut.origin];
      const visitor = await visit(named.url, { javaScript, alsoAllowed: origins });
      try {
        must(200, await merchant.client.patch('/api/organization/', { allowed_embed_origins: origins }));
        const { page } = visitor;
        for (const { url } of [link, last]) {
          await page.goto(url);
          await fillBilling(page);
          await continueButton(page).click();
          await page.waitForURL(`${named.url}/checkout/**`);
          const [, token = ''] = /\/checkout\/([^/?]+)/.exec(page.url()) ?? [];
          must(202, await pay(named, token, cards.challenge));
        }
        const frame = page.frameLocator('iframe');
        await page.goto(shop.origin);
        expect(await frame.getByLabel('Email').inputValue()).toBe('');
        await frame.getByRole('link', { name: 'EUR' }).click();
        await frame.getByRole('button', { name: /^Continue.*€/ }).waitFor();
        await page.goto(soldOut.origin);
        await frame.getByRole('link', { name: 'Check again' }).click();
        await frame.getByRole('heading', { name: 'All places are held' }).waitFor();
        expect(page.url()).toBe(`${soldOut.origin}/`);
        visitor.check();
      } finally {
        await visitor.close();
        shop.stop();
        soldOut.stop();
        await named.stop();
      }
    });
  },
);
