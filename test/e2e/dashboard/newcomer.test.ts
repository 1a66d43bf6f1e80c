import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { type Receiver, startReceiver, status } from '#test/support/receiver.ts';
import { must, pay, startOpen } from '#test/support/scenario.ts';

/** The whole way of somebody who opens a shop and joins it to a server, by nothing but what the screens offer. */
let app: TestApp;
let receiver: Receiver;
beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await app.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const place = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first();

test('from the sign-up to a delivery that is seen and resent, and money back by the code in the mailbox', async () => {
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await page.goto(`${app.url}/signup`);
  await page.getByLabel('Organization name').fill('Nordlicht');
  await page.getByLabel('Your name').fill('Jonte Hansen');
  await page.getByLabel('Email').fill('jonte@nordlicht.example');
  await page.getByLabel('Password').fill('correct horse battery');
  await button(page, 'Create account').click();
  await page.getByText('Get ready to sell').waitFor();

  await place(page, 'Products').click();
  await button(page, 'New product').click();
  await page.getByLabel('Name', { exact: true }).fill('Print');
  await page.getByLabel('Price (USD)').fill('30');
  await button(page, 'Create product').click();
  await page.getByRole('cell', { name: '$30.00' }).waitFor();
  await place(page, 'Payment links').click();
  await button(page, 'New link').click();
  await page.getByRole('combobox', { name: 'Add product' }).fill('print');
  await page.getByRole('option', { name: /^Print/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('Spring sale');
  await button(page, /^Create link/).click();
  const share = page.getByRole('dialog', { name: 'Share link' });
  const address = await share.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await share.waitFor({ state: 'detached' });

  await place(page, 'Developers').click();
  await place(page, 'Webhook').click();
  await page.getByLabel('Address').fill(receiver.url);
  await button(page, 'Set webhook').click();
  await button(page, 'I have it').click();
  receiver.respond(status(503));
  const { token } = await startOpen(app, address.slice(-36));
  const { transaction_id: paymentId } = must(200, await pay(app, token));
  const shortId = paymentId.slice(-6);
  await place(page, 'Deliveries').click();
  const delivery = page.locator('.delivery-log tbody tr:not(.expand)').filter({ hasText: `${shortId} paid` });
  await delivery.getByText('Retrying, 503').waitFor({ timeout: 30_000 });
  await delivery.getByRole('link', { name: 'transaction.status_changed' }).click();
  receiver.respond(status(204));
  await button(page, 'Resend').click();
  await page.getByText('The event was delivered').waitFor();
  expect(
    receiver.received.some(
      (event) => event.body.transaction_id === paymentId && event.body.status === 'paid',
    ),
  ).toBe(true);

  await place(page, 'Payments').click();
  await page.getByRole('link', { name: paymentId }).first().click();
  await button(page, 'Refund').click();
  const refund = page.getByRole('dialog', { name: 'Refund payment' });
  await refund.getByLabel('Amount').fill('12');
  await refund.getByText(/mailed to .* for \$12\.00/).waitFor();
  // The dialog says where the mail is; the form stays open in its tab.
  const mailbox = await context.newPage();
  await mailbox.goto(app.url + (await refund.getByRole('link', { name: 'mailbox' }).getAttribute('href')));
  const mail = mailbox.getByRole('listitem').filter({ hasText: '$12.00' }).first();
  await mail.getByText('Read', { exact: true }).click();
  const [code = ''] = /\b\d{6}\b/.exec((await mail.locator('.kept-mail-text').textContent()) ?? '') ?? [];
  await mailbox.close();
  await refund.getByLabel('Code').fill(code);
  await refund.getByRole('button', { name: 'Refund', exact: true }).click();
  await refund.waitFor({ state: 'detached' });
  await page.getByText('Partially refunded').first().waitFor();
  visitor.check();
  await visitor.close();
}, 60_000);
