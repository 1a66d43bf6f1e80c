import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, type Visitor, visit } from '#test/support/browser.ts';
import {
  cards,
  eventually,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  start,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

async function fillBilling(page: Page | FrameLocator) {
  await page.getByLabel('Email').fill('maja@example.com');
  await page.getByLabel('First name').fill('Maja');
  await page.getByLabel('Last name').fill('Lindqvist');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Postal code').fill('20359');
}

async function fillCard(page: Page, number: string) {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12 / 40');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Maja Lindqvist');
}

const continueButton = (page: Page | FrameLocator) => page.getByRole('button', { name: /^Continue/ });
const payButton = (page: Page) => page.getByRole('button', { name: /^Pay / });

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

/** Looks at the page as it is now, by the rules that assistive technology needs. */
async function look(visitor: Visitor, javaScript: boolean) {
  if (javaScript) expect(await accessibilityFaults(visitor.page)).toEqual([]);
}

describe.each([{ javaScript: true }, { javaScript: false }])(
  'a buyer with JavaScript: $javaScript',
  ({ javaScript }) => {
    test('opens the link without an account, pays, and sees the receipt; the merchant sees the money', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant, { max_uses: 3, name: 'Secret internal name' });
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(link.url);
      expect(await page.content()).not.toContain('Secret internal name');
      await look(visitor, javaScript);
      await fillBilling(page);
      await continueButton(page).click();
      await page.getByLabel('Card number').waitFor();
      await look(visitor, javaScript);
      expect(page.url()).toContain('/checkout/');
      await fillCard(page, cards.pays);
      await page.getByRole('button', { name: 'Pay $59.98' }).click();
      await page.waitForURL(/\/receipt$/);
      await look(visitor, javaScript);
      expect(await page.textContent('main')).toContain('59.98');
      const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
      expect(detail).toMatchObject({
        uses: 1,
        held: 0,
        remaining_uses: 2,
        revenue: { USD: '59.98', EUR: '0.00' },
      });
      visitor.check();
      await visitor.close();
    });

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

    test('goes back, finds what was typed and the only place, corrects the address, and pays once', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant, { max_uses: 1 });
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(link.url);
      await fillBilling(page);
      await continueButton(page).click();
      await page.getByLabel('Card number').waitFor();
      const checkoutUrl = page.url();
      await page.goBack();
      await continueButton(page).waitFor();
      expect(await page.getByLabel('Email').inputValue()).toBe('maja@example.com');
      await page.goto(checkoutUrl);
      await page.getByRole('link', { name: 'Change' }).click();
      await page.getByText('Your place is kept until').waitFor();
      await look(visitor, javaScript);
      expect(await page.getByLabel('Country').inputValue()).toBe('DE');
      await page.getByLabel('Email').fill('maja@correct.example');
      await continueButton(page).click();
      await page.getByLabel('Card number').waitFor();
      expect(page.url()).toBe(checkoutUrl);
      expect(await page.textContent('main')).toContain('maja@correct.example');
      await fillCard(page, cards.pays);
      await payButton(page).click();
      await page.waitForURL(/\/receipt$/);
      const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
      expect(detail).toMatchObject({ uses: 1, held: 0 });
      visitor.check();
      await visitor.close();
    });

    test('is told of each field at fault, keeps what was typed, and is charged nothing', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(link.url);
      await page.getByLabel('First name').fill('Maja');
      await page
        .locator('form')
        .first()
        .evaluate((form) => form.setAttribute('novalidate', ''))
        .catch(() => undefined);
      await continueButton(page).click();
      await page
        .getByText(/Check .* field/)
        .first()
        .waitFor();
      expect(await page.getByLabel('First name').inputValue()).toBe('Maja');
      await look(visitor, javaScript);
      visitor.check();
      await visitor.close();
    });

    test('with a declined card is told that no money moved, and pays with another', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const { checkout_url: url } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(url);
      await fillCard(page, cards.noFunds);
      await payButton(page).click();
      await page.getByRole('heading', { name: /not enough funds/ }).waitFor();
      expect(await page.textContent('main')).toMatch(/No money moved/);
      await look(visitor, javaScript);
      await fillCard(page, cards.pays);
      await payButton(page).click();
      await page.waitForURL(/\/receipt$/);
      visitor.check();
      await visitor.close();
    });

    test.each([
      ['Approve', /\/receipt$/],
      ['Refuse', /\/checkout\/[^/]+$/],
      ['Abandon', /\/checkout\/[^/]+$/],
    ])('at the 3-D Secure page chooses %s', async (choice, target) => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const { checkout_url: url, token } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(url);
      await fillCard(page, cards.challenge);
      await payButton(page).click();
      await page.getByRole('button', { name: choice }).waitFor();
      await look(visitor, javaScript);
      await page.getByRole('button', { name: choice }).click();
      await page.waitForURL(target);
      const state = must(200, await app.client().get(`/api/checkout/${token}/`));
      expect(state.status).toBe(choice === 'Approve' ? 'paid' : 'open');
      if (choice !== 'Approve') {
        expect(await page.textContent('main')).toMatch(/[Nn]o money moved/);
        await fillCard(page, cards.pays);
        await payButton(page).click();
        await page.waitForURL(/\/receipt$/);
      }
      visitor.check();
      await visitor.close();
    });

    test('waits on the processing page until the bank’s notification, told not to pay again', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const { checkout_url: url } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(url);
      await fillCard(page, cards.late);
      await payButton(page).click();
      await page
        .getByText(/[Dd]o not pay again/)
        .first()
        .waitFor();
      await look(visitor, javaScript);
      app.clock.advance(6_000);
      app.context.wakeJobs();
      await page.waitForURL(/\/receipt$/, { timeout: 20_000 });
      visitor.check();
      await visitor.close();
    });

    test('cancels, and is told that nothing was charged', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant, { max_uses: 1 });
      const { checkout_url: url } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      await visitor.page.goto(url);
      await visitor.page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await visitor.page
        .getByText(/canceled/i)
        .first()
        .waitFor();
      const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
      expect(preview.remaining_uses).toBe(1);
      visitor.check();
      await visitor.close();
    });
  },
);

test('Extend appears by itself once there is time to gain, tells the new time, and keeps what was typed', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { max_uses: 1 });
  const { checkout_url: url } = await startOpen(app, link.id);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.clock.install();
  await page.goto(url);
  const extend = page.getByRole('button', { name: 'Extend', exact: true });
  await page.getByText('29 min left').waitFor();
  expect(await extend.count()).toBe(0);
  await page.getByLabel('Card number').fill('4242 4242');
  const pass = async (ms: number) => {
    app.clock.advance(ms);
    await page.clock.fastForward(ms);
  };
  await pass(61_000);
  await extend.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242');
  await extend.click();
  await page.getByText('Extended. You have until').waitFor();
  await page.getByText('29 min left').waitFor();
  expect(await extend.count()).toBe(0);
  expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242');
  // As often as there is something to gain, and never past twice the life of a checkout.
  await pass(25 * 60_000);
  await extend.click();
  await page.getByText('29 min left').waitFor();
  await pass(20 * 60_000);
  await extend.click();
  await page.getByText('13 min left').waitFor();
  await pass(5 * 60_000);
  await page.getByText('8 min left').waitFor();
  expect(await extend.count()).toBe(0);
  visitor.check();
  await visitor.close();
});

describe('every way in which a link or checkout is unavailable has a page with its status', () => {
  const html = { accept: 'text/html' };

  test('link: unknown, inactive, deleted, expired, used up, fully held', async () => {
    const merchant = await signUp(app);
    const open = (id: string) => app.client().get(`/pay/${id}`, html);
    const product = await makeProduct(merchant);
    const make = (overrides: Record<string, unknown> = {}) => makeLink(merchant, overrides, product);
    expect((await open('0196f7a2-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await open('nonsense')).status).toBe(404);
    const inactive = await make();
    must(200, await merchant.client.patch(`/api/payment-links/${inactive.id}/`, { is_active: false }));
    const deleted = await make();
    must(204, await merchant.client.delete(`/api/payment-links/${deleted.id}/`));
    const expired = await make({ expires_at: new Date(app.clock.now().getTime() + 60_000).toISOString() });
    const used = await make({ max_uses: 1 });
    must(200, await pay(app, (await startOpen(app, used.id)).token));
    const held = await make({ max_uses: 1 });
    app.clock.advance(61_000);
    must(201, await start(app, held.id));
    for (const [link, status] of [
      [inactive, 410],
      [deleted, 410],
      [expired, 410],
      [used, 410],
      [held, 409],
    ] as const) {
      const reply = await open(link.id);
      expect(reply.status).toBe(status);
      expect(reply.text).toContain('Nordlicht');
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect(Number((await open(held.id)).headers.get('retry-after'))).toBeGreaterThan(60);
  });

  test('checkout: forged, paid, canceled, expired, failed', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const open = (token: string) => app.client().get(`/checkout/${token}`, html);
    expect((await open('a.b.c')).status).toBe(404);
    const paid = await startOpen(app, link.id);
    must(200, await pay(app, paid.token));
    expect([(await open(paid.token)).status, (await open(paid.token)).headers.get('location')]).toEqual([
      303,
      `/checkout/${paid.token}/receipt`,
    ]);
    const canceled = await startOpen(app, link.id);
    must(200, await app.client().post(`/api/checkout/${canceled.token}/cancel/`));
    expect((await open(canceled.token)).status).toBe(410);
    const failed = await startOpen(app, link.id);
    for (let count = 0; count < 5; count++) await pay(app, failed.token, cards.declined);
    expect((await open(failed.token)).status).toBe(410);
    const expired = await startOpen(app, link.id);
    app.clock.advance(1_801_000);
    expect((await open(expired.token)).status).toBe(410);
    const reply = await open(expired.token);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('the same form sent twice starts one checkout and charges once', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    const page = await app.client().get(`/pay/${link.id}`, html);
    const nonce = /name="nonce" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const form = new URLSearchParams({
      nonce,
      currency: 'USD',
      billing_email: 'a@b.example',
      billing_first_name: 'A',
      billing_last_name: 'B',
      billing_country: 'DE',
      billing_postal_code: '1',
    }).toString();
    const send = (path: string, body: string) =>
      app.client().post(path, body, { 'content-type': 'application/x-www-form-urlencoded' });
    const replies = await Promise.all([
      send(`/pay/${link.id}`, form),
      send(`/pay/${link.id}`, form),
      send(`/pay/${link.id}`, form),
    ]);
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.headers.get('location')}`)).size).toBe(1);
    const path = replies[0]?.headers.get('location') ?? '';
    const checkout = await app.client().get(path, html);
    const cardForm = new URLSearchParams({
      nonce: /name="nonce" value="([^"]+)"/.exec(checkout.text)?.[1] ?? '',
      number: cards.pays,
      expiry: '12 / 40',
      cvc: '123',
      name: 'A B',
    }).toString();
    const paid = await Promise.all([send(`${path}/pay`, cardForm), send(`${path}/pay`, cardForm)]);
    expect(paid.every((reply) => reply.status === 303 || reply.status === 409)).toBe(true);
    const detail = await eventually(
      () => merchant.client.get(`/api/payment-links/${link.id}/`),
      (reply) => reply.body.uses === 1,
    );
    expect(detail.body).toMatchObject({ uses: 1, held: 0, revenue: { USD: '59.98' } });
  });

  test('a buyer comes back to the merchant by a page of ours, with the outcome as a hint', async () => {
    const merchant = await signUp(app);
    must(200, await merchant.client.patch('/api/organization/', { website: 'https://shop.example' }));
    const link = await makeLink(merchant);
    const { token } = await startOpen(app, link.id, { successUrl: 'https://shop.example/thanks?order=7' });
    must(200, await pay(app, token));
    const leave = await app.client().get(`/checkout/${token}/leave`, html);
    expect(leave.status).toBe(200);
    expect(leave.text).toMatch(
      /https:\/\/shop\.example\/thanks\?order=7&amp;checkout_id=chk_\w+&amp;transaction_id=TX\w+&amp;status=paid/,
    );
  });
});
