import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { join } from '#test/support/mailbox.ts';
import { type Receiver, startReceiver, status } from '#test/support/receiver.ts';
import { eventually, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

vi.setConfig({ testTimeout: 90_000 });

/** A merchant's server hears of payments: set, tried, failing, mended and resent, all by the dashboard. */
let app: TestApp;
let receiver: Receiver;
beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
});
afterAll(() => app.stop());
beforeEach(async () => {
  receiver = await startReceiver();
  return () => receiver.close();
});

const path = '/api/organization/webhook/';

async function open(merchant: Merchant, at: string) {
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(app.url + at);
  return visitor;
}

async function payOne(merchant: Merchant): Promise<string> {
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id);
  return must(200, await pay(app, checkout.token)).transaction_id;
}

const setEndpoint = async (merchant: Merchant) =>
  must(200, await merchant.client.put(path, { url: receiver.url, enabled: true })).secret as string;
const endpointOf = async ({ client }: Merchant) => must(200, await client.get(path));

/** Rows of the log, without what is open below them. */
const rows = (page: Page) => page.locator('.delivery-log tbody tr:not(.expand)');

test('a newcomer sets a webhook, sees a payment arrive, then one that did not, and resends it', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await open(merchant, '/developers/webhook');
  const address = page.getByLabel('Address');
  await address.fill('www.shop.example/hooks');
  await page.getByText('Write the whole address').waitFor();
  await address.fill('ftp://shop.example/');
  await page.getByText('Events are sent by https').waitFor();
  await address.fill('https://me:secret@shop.example/');
  await page.getByText('Leave out user and password.').waitFor();
  await address.fill(receiver.url);
  await page.getByText('127.0.0.1 is on a private network.').waitFor();
  await fits(page);
  await page.getByRole('button', { name: 'Set webhook' }).click();
  const once = page.getByRole('region', { name: 'Copy the signing secret now. It is shown once.' });
  const secret = (await once.locator('code').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  await fits(page);

  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.getByText('The test event was delivered').waitFor();
  await page.getByText(/Your server answered 204 in \d+ ms\./).waitFor();
  const [test] = receiver.received;
  expect(test?.headers['x-webhook-signature']).toBe(
    `sha256=${createHmac('sha256', secret)
      .update(test?.raw ?? '')
      .digest('hex')}`,
  );
  await once.getByRole('button', { name: 'I have it' }).click();
  await once.waitFor({ state: 'detached' });

  const paid = await payOne(merchant);
  await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
  const sale = rows(page).filter({ hasText: `${paid.slice(-6)} paid` });
  await sale.getByText('Delivered, 204').waitFor();

  receiver.respond((_, response) => void response.writeHead(502).end('upstream is down'));
  const refused = await payOne(merchant);
  const lost = rows(page).filter({ hasText: `${refused.slice(-6)} paid` });
  await lost.getByText('Retrying, 502').waitFor();
  await lost.getByRole('link', { name: 'transaction.status_changed' }).click();
  const opened = page.getByRole('region', { name: /^Delivery / });
  await opened.getByText(/^\d of 14 tries, next at/).waitFor();
  await opened.getByRole('region', { name: 'Request' }).getByText(`"transaction_id": "${refused}"`).waitFor();
  await opened.getByRole('region', { name: 'Response' }).getByText('upstream is down').waitFor();
  expect(await opened.getByRole('list', { name: 'Tries' }).getByRole('listitem').count()).toBe(14);
  await fits(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  receiver.respond(status(204));
  await opened.getByRole('button', { name: 'Resend' }).click();
  await opened.getByText('The event was delivered').waitFor();
  const arrived = receiver.received.filter(
    ({ body }) => body.transaction_id === refused && body.status === 'paid',
  );
  expect(new Set(arrived.map(({ body }) => body.event_id)).size).toBe(1);
  await page.getByLabel('Result').selectOption('Delivered');
  await page.waitForURL(/status=delivered/);
  await rows(page).getByText('resent by hand').waitFor();
  await page.reload();
  await rows(page).getByText('resent by hand').waitFor();
  check();
  await close();
});

test('a failing endpoint says since when, why, and the way out; then all is well again', async () => {
  const merchant = await signUp(app);
  await setEndpoint(merchant);
  receiver.respond(status(500));
  await payOne(merchant);
  await eventually(
    () => endpointOf(merchant),
    ({ recent_attempts, waiting }) => recent_attempts.length >= 2 && waiting === 2,
  );
  const { page, check, close } = await open(merchant, '/developers/webhook');
  await page.getByRole('heading', { name: 'The way out' }).waitFor();
  await page.getByText(/^Failing since today, \d\d:\d\d\. 2 events wait\. Nothing is lost\.$/).waitFor();
  await page.getByText('The receiver answered 500; any 2xx is success.').first().waitFor();
  await fits(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.getByText('The test event was not delivered').waitFor();

  receiver.respond(status(204));
  await page.getByRole('button', { name: /^Resend \d$/ }).click();
  await page.getByText(/^Sent \d events again\.$/).waitFor();
  await page.getByText('Enabled', { exact: true }).waitFor();
  expect(receiver.received.filter(({ body }) => body.status === 'paid').length).toBeGreaterThanOrEqual(2);
  check();
  await close();
});

test('one that said it is gone is disabled, with what to do, and enabled again', async () => {
  const merchant = await signUp(app);
  await setEndpoint(merchant);
  receiver.respond(status(410));
  const { page, check, close } = await open(merchant, '/developers/webhook');
  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.getByRole('heading', { name: 'Disabled, because your server answered 410' }).waitFor();
  await fits(page);
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await page.getByText('Enabled. It hears of what happens from now on.').waitFor();
  expect((await endpointOf(merchant)).enabled).toBe(true);
  check();
  await close();
});

test('a secret is rotated, and both sign for a day', async () => {
  const merchant = await signUp(app);
  const former = await setEndpoint(merchant);
  const { page, check, close } = await open(merchant, '/developers/webhook');
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotate the signing secret' });
  await dialog.getByText('goes on signing beside it for 24 hours').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Rotate secret' }).click();
  await page.getByText(/^Both secrets sign until /).waitFor();
  const once = page.getByRole('region', { name: 'Copy the signing secret now. It is shown once.' });
  const secret = (await once.locator('code').textContent()) ?? '';
  expect(secret).not.toBe(former);
  await page.getByText(/^Old and new both sign until /).waitFor();
  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.getByText('The test event was delivered').waitFor();
  const [request] = receiver.received;
  const signed = (key: string) =>
    `sha256=${createHmac('sha256', key)
      .update(request?.raw ?? '')
      .digest('hex')}`;
  expect(request?.headers['x-webhook-signature']).toBe(signed(secret));
  expect(request?.headers['x-webhook-signature-previous']).toBe(signed(former));
  check();
  await close();
});

test('types are chosen, the endpoint is changed, disabled and removed', async () => {
  const merchant = await signUp(app);
  await setEndpoint(merchant);
  const { page, check, close } = await open(merchant, '/developers/webhook');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('radio', { name: /^Chosen ones/ }).check();
  for (const name of [/^Payments /, /^Refunds /, /^Payment links /])
    await page.getByRole('checkbox', { name }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Choose one at least, or all events.').waitFor();
  await page.getByRole('checkbox', { name: /^Refunds / }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Refunds, Tests').waitFor();
  expect((await endpointOf(merchant)).events).toEqual(['refund.status_changed']);

  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('heading', { name: 'Disabled', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByLabel('Address').waitFor();
  expect((await endpointOf(merchant)).url).toBeNull();
  check();
  await close();
});

test('everything is done with keys alone', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await open(merchant, '/developers/webhook');
  await page.getByLabel('Address').focus();
  await page.keyboard.type(receiver.url);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copy secret' }).waitFor();
  await page.getByRole('button', { name: 'Send test event' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The test event was delivered').waitFor();
  await page.getByRole('link', { name: 'Deliveries', exact: true }).focus();
  await page.keyboard.press('Enter');
  await rows(page).first().waitFor();
  await page.getByRole('link', { name: 'webhook.test' }).focus();
  await page.keyboard.press('Enter');
  const resend = page.getByRole('button', { name: 'Resend' });
  await resend.waitFor();
  for (let steps = 0; !(await resend.evaluate((button) => button === document.activeElement)); steps++) {
    expect(steps).toBeLessThan(10);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByText('The event was delivered').waitFor();
  expect(receiver.received).toHaveLength(2);
  check();
  await close();
});

test('an event is found, read, and leads to its deliveries', async () => {
  const merchant = await signUp(app);
  await setEndpoint(merchant);
  const paid = await payOne(merchant);
  await eventually(
    async () => receiver.received.length,
    (count) => count >= 2,
  );
  const { page, check, close } = await open(merchant, '/developers/events');
  const events = page.getByRole('region', { name: 'Events', exact: true });
  await events.getByRole('link', { name: 'transaction.status_changed' }).first().waitFor();
  await page.getByRole('searchbox', { name: 'Find events' }).fill('nobody@nowhere.example');
  await page.getByText('No event fits.').waitFor();
  await page.getByRole('searchbox', { name: 'Find events' }).fill(paid.toLowerCase());
  await events
    .locator('tr', { hasText: `${paid.slice(-6)} paid` })
    .getByRole('link')
    .first()
    .click();
  const opened = page.getByRole('region', { name: /^Event evt_/ });
  await opened.getByText(`"transaction_id": "${paid}"`).waitFor();
  await opened.getByText('Delivered, 204').waitFor();
  await fits(page);
  await opened.getByRole('link', { name: 'transaction.status_changed' }).click();
  await page.getByRole('region', { name: /^Delivery / }).waitFor();
  expect(page.url()).toMatch(/\/developers\/deliveries\?.*of=evt_/);
  check();
  await close();
});

test('a viewer reads endpoint, deliveries and events, and is offered nothing to change', async () => {
  const owner = await signUp(app);
  await setEndpoint(owner);
  await payOne(owner);
  await eventually(
    async () => receiver.received.length,
    (count) => count >= 2,
  );
  const viewer = await join(app, owner, 'viewer');
  const { page, check, close } = await open(viewer, '/developers/webhook');
  await page.getByText('Owners and admins can change it, send tests and resend.').waitFor();
  for (const name of ['Edit', 'Rotate secret', 'Send test event', 'Disable', 'Remove'])
    expect(await page.getByRole('button', { name }).count(), name).toBe(0);
  await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
  await rows(page).first().getByRole('link').first().click();
  await page.getByText('Admins and owners can resend it.').waitFor();
  expect(await page.getByRole('button', { name: 'Resend' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Simulator', exact: true }).click();
  await page.getByText('Admins and owners play faults').waitFor();
  check();
  await close();
});
