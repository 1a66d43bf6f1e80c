import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import {
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const query = (text: string, values: unknown[]) => app.context.database.pool.query(text, values);
const concerns = (page: Page) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: 'Needs attention' }) });

/** One of each thing that a person has to see to. */
async function troubledShop(): Promise<{ merchant: Merchant; linkId: string; paymentId: string }> {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const link = await makeLink(merchant, { name: 'Two seats', max_uses: 2 }, product);
  await makeLink(merchant, { name: 'Ends soon', expires_at: inHours(5) }, product);
  const { token } = await startOpen(app, link.id);
  const { transaction_id: paymentId } = must(200, await pay(app, token));
  const dispute = { status: 'open', reason: 'fraudulent', dueBy: inHours(72), amountMinor: '5998' };
  await query('update transactions set dispute = $1 where id = $2', [
    JSON.stringify(dispute),
    parseId('TX', paymentId),
  ]);
  const endpoint = { url: 'https://receiver.example/hooks', enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', endpoint));
  await query('update webhook_endpoints set failing_since = now() where organization_id = $1', [
    parseId('org', merchant.organization.id),
  ]);
  return { merchant, linkId: link.id, paymentId };
}

test('Home names what needs a person, each with the button that leads to it', async () => {
  const { merchant, linkId, paymentId } = await troubledShop();
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  const ways: readonly (readonly [words: string, verb: string, path: string])[] = [
    ['Your webhook does not answer', 'Mend', '/developers/webhook'],
    ['$59.98 was taken back. Answer until', 'See why', `/payments/${paymentId}`],
    ['1 of 2 paid, 1 left.', 'Raise', `/payment-links/${linkId}`],
    ['Ends soon', 'Extend', '/payment-links/'],
  ];
  for (const [words, verb, path] of ways) {
    await page.goto(app.url);
    const row = concerns(page).getByRole('listitem').filter({ hasText: words });
    await row.waitFor();
    await row.getByRole('link', { name: verb, exact: true }).click();
    await page.waitForURL((url) => url.pathname.startsWith(path));
  }
  await page.getByRole('dialog', { name: 'Edit link' }).waitFor();
  await page.goto(app.url);
  await concerns(page).getByRole('listitem').first().waitFor();
  await fits(page);
  visitor.check();
  await visitor.close();
});

test('twelve months are shown by month, beside the twelve before, as chart and as table', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const { token } = await startOpen(app, link.id);
  must(200, await pay(app, token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(app.url);
  await page.getByRole('button', { name: '12 months' }).click();
  await page.getByRole('heading', { name: 'Revenue by month' }).waitFor();
  expect(new URL(page.url()).searchParams.get('days')).toBe('12m');
  await page.getByText('12 months before', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show as table' }).click();
  const rows = page.getByRole('region', { name: 'Revenue by month' }).getByRole('row');
  expect(await rows.count()).toBe(13);
  const now = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });
  expect(await rows.last().innerText()).toMatch(new RegExp(`^${now.format(Date.now())}\\s+1\\s+\\$59\\.98`));
  await fits(page);
  visitor.check();
  await visitor.close();
});

test('the checklist leads a newcomer from the first product to a webhook', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(app.url);
  const list = page
    .locator('section.card')
    .filter({ has: page.getByRole('heading', { name: 'Get ready to sell' }) });
  await list.getByRole('listitem').first().waitFor();
  const names = await list.getByRole('listitem').allInnerTexts();
  expect(names.map((text) => text.split('\n')[0])).toEqual([
    'Add a product',
    'Create a payment link',
    'Pay it yourself with a test card',
    'Connect a webhook',
    'Make the page yours',
    'Say who sells',
    'Go live',
  ]);
  await list.getByRole('button', { name: 'Connect' }).click();
  await page.waitForURL((url) => url.pathname === '/developers/webhook');
  visitor.check();
  await visitor.close();
});
