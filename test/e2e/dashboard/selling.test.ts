import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import {
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  start,
  startOpen,
} from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
/** The six digits of the mail about this amount. */
async function mailedCode(merchant: Merchant, amount: string): Promise<string> {
  const { body } = await eventually(
    () => merchant.client.get('/api/development/mailbox/?kind=refund_code'),
    (reply) => reply.body.results?.some((mail: Json) => mail.text.includes(amount)),
  );
  const mail = body.results.find((candidate: Json) => candidate.text.includes(amount));
  return /\b\d{6}\b/.exec(mail.text)?.[0] ?? '';
}

const toast = (page: Page) => page.locator('.toast-dock');

test('a merchant sees who holds places of a link, and releases one after being asked', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Workshop', max_uses: 2 });
  const kept = await startOpen(app, link.id, { billing_email: 'keeps@example.com' });
  const released = await startOpen(app, link.id, { billing_email: 'forgets@example.com' });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/${link.id}`);
  await page.getByRole('cell', { name: /^keeps@example\.com/ }).waitFor();
  await page.getByRole('cell', { name: /^forgets@example\.com/ }).waitFor();
  await button(page, 'Release the place of forgets@example.com').click();
  const dialog = page.getByRole('dialog', { name: 'Release this place?' });
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await button(page, 'Release the place of forgets@example.com').click();
  await dialog.getByRole('button', { name: 'Release place' }).click();
  await toast(page).getByText('Released the place of forgets@example.com.').waitFor();
  await page.getByRole('cell', { name: /^forgets@example\.com/ }).waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: /^keeps@example\.com/ }).waitFor();
  await page.getByText('1 of 2 left').waitFor();
  const state = (token: string) => app.client().get(`/api/checkout/${token}/`);
  expect((await state(released.token)).body).toMatchObject({
    status: 'canceled',
    cancel_reason: 'place_released',
  });
  expect((await state(kept.token)).body).toMatchObject({ status: 'open', has_place: true });
  visitor.check();
  await visitor.close();
});

test('a newcomer signs up, adds a product, makes a link, shares it, and sees the payment that comes', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/signup`);
  await page.getByLabel('Organization name').fill('Nordlicht');
  await page.getByLabel('Your name').fill('Jonte Hansen');
  await page.getByLabel('Email').fill('jonte@nordlicht.example');
  await page.getByLabel('Password').fill('correct horse battery');
  await button(page, 'Create account').click();
  await page.getByText('Get ready to sell').waitFor();

  await page.getByRole('link', { name: 'Products' }).click();
  await button(page, 'New product').click();
  await page.getByLabel('Name').fill('Print, 30 × 40 cm');
  await page.getByLabel('Price (USD)').fill('29.99');
  await page.getByLabel('Price (EUR)').fill('27,50');
  await page.getByLabel('Tax rate (%)').fill('20');
  await button(page, 'Create product').click();
  await page.getByRole('cell', { name: '€27.50' }).waitFor();

  await page.getByRole('link', { name: 'Payment links' }).click();
  await button(page, 'New link').click();
  await page.getByRole('combobox', { name: 'Add product' }).fill('print');
  await page.getByRole('option', { name: /Print, 30/ }).click();
  await page.getByLabel('Quantity').fill('3');
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByLabel('Pricing mode').selectOption('TAX_EXCLUSIVE');
  await page.getByText('Buyers pay €99.00; €16.50 of it is tax.').waitFor();
  await page.getByLabel('Max uses').fill('50');
  await page.getByLabel('Expires').fill('14 Jun 2040, 18:00');
  await page.getByText('UTC. In').waitFor();
  await page.getByLabel('Name').fill('Spring sale');
  await button(page, 'Create link').click();

  const dialog = page.getByRole('dialog', { name: 'Share link' });
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(address).toMatch(new RegExp(`^${app.url}/pay/[0-9a-f-]{36}$`));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Copied the link.').first().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('50 of 50 left').waitFor();
  await page.getByText('No one has tried to pay yet.').waitFor();

  const linkId = address.slice(-36);
  const checkout = await startOpen(app, linkId, { billing_email: 'maja@example.com' });
  const { transaction_id: transactionId } = must(200, await pay(app, checkout.token));
  await page.reload();
  await page.getByText('49 of 50 left').waitFor();
  await page.getByRole('link', { name: transactionId }).click();
  await page.getByRole('heading', { name: '€99.00' }).waitFor();
  await page.getByText('Visa •••• 4242').first().waitFor();
  expect(await page.getByRole('link', { name: 'Spring sale' }).getAttribute('href')).toBe(
    `/payment-links/${linkId}`,
  );
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByText('€99.00').first().waitFor();
  visitor.check();
  await visitor.close();
});

test('a payment shows up on the open link by itself', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { max_uses: 3 });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.clock.install();
  await page.goto(`${app.url}/payment-links/${link.id}`);
  await page.getByText('3 of 3 left').waitFor();
  const checkout = await startOpen(app, link.id);
  must(200, await pay(app, checkout.token));
  await page.clock.fastForward(60_000);
  await page.getByText('2 of 3 left').waitFor();
  visitor.check();
  await visitor.close();
});

test('a link is edited, switched off and on, deleted and brought back, and buyers notice each', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/${link.id}`);

  await button(page, 'Edit').click();
  await page.getByLabel('Name').fill('Summer sale');
  await page.getByLabel('Max uses').fill('0');
  await button(page, 'Save').click();
  await page.getByText('Enter 1 to 1,000,000, or leave empty for no limit.').waitFor();
  await page.getByLabel('Max uses').fill('5');
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Summer sale' }).waitFor();
  await page.getByText('5 of 5 left').waitFor();

  await button(page, 'Deactivate').click();
  await button(page, 'Activate').waitFor();
  await toast(page).getByText('Deactivated “Summer sale”. Buyers can no longer open it.').waitFor();
  expect((await start(app, link.id)).body.code).toBe('link_inactive');
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await button(page, 'Deactivate').waitFor();
  await toast(page).getByText('Activated “Summer sale”.').waitFor();
  expect((await start(app, link.id)).status).toBe(201);

  await button(page, 'Delete').click();
  await page.getByText('This link is deleted').waitFor();
  await toast(page).getByText('Deleted “Summer sale”.').waitFor();
  expect((await start(app, link.id)).body.code).toBe('link_deleted');
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await button(page, 'Share').waitFor();
  await toast(page).getByText('Restored “Summer sale”.').waitFor();
  expect((await start(app, link.id)).status).toBe(201);

  await button(page, 'Duplicate').click();
  await page.getByRole('heading', { name: 'Copy of Summer sale' }).waitFor();
  visitor.check();
  await visitor.close();
});

test('what cannot become a link is told at its field, and the server has the last word', async () => {
  const merchant = await signUp(app);
  await makeProduct(merchant, { name: 'Poster', prices: { USD: '9000.00' } });
  await makeProduct(merchant, { name: 'Stale', prices: { USD: '5.00' } });
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/new`);
  await button(page, /^Create link/).click();
  await page.getByText('Add at least one product.').waitFor();
  await page.getByText('Enter a name that you will find the link by.').waitFor();
  await page.getByText('2 fields to fix').waitFor();

  const picker = page.getByRole('combobox', { name: 'Add product' });
  await picker.fill('post');
  await picker.press('Enter');
  await page.getByLabel('Quantity').fill('2');
  await page.getByText('The total is $18,000.00; a payment is at most $10,000.00.').first().waitFor();
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByText('No price in EUR.').first().waitFor();
  await page.getByLabel('Currency').selectOption('USD');
  await page.getByLabel('Expires').fill('yesterday');
  await page.getByLabel('Name', { exact: true }).fill('Posters');
  await button(page, /^Create link/).click();
  await page.getByText('Enter a date and time such as').waitFor();
  await page.getByLabel('Expires').fill('');

  // Archived in the meantime by somebody else: only the server knows.
  await picker.fill('stale');
  await page.getByRole('option', { name: /Stale/ }).click();
  await page.getByRole('button', { name: 'Remove Poster' }).click();
  const { body } = await merchant.client.get('/api/products/?q=Stale');
  must(204, await merchant.client.delete(`/api/products/${body.results[0].id}/`));
  await button(page, /^Create link/).click();
  await page.getByText('This product is not in your catalog any more.').waitFor();
  expect((await merchant.client.get('/api/payment-links/')).body.results).toEqual([]);
  visitor.check();
  await visitor.close();
});

test('a product that is not there yet is made on the spot', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links/new`);
  const picker = page.getByRole('combobox', { name: 'Add product' });
  await picker.fill('Enamel mug');
  await picker.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New product' });
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Enamel mug');
  await dialog.getByLabel('Price (USD)').fill('12');
  await dialog.getByRole('button', { name: 'Create product' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Buyers pay $12.00').first().waitFor();
  await page.getByRole('button', { name: 'Choose a date' }).click();
  await page.getByRole('button', { name: 'Next month' }).click();
  await page
    .getByRole('grid')
    .getByRole('button', { name: /\b15\b/ })
    .click();
  expect(await page.getByLabel('Expires').inputValue()).toMatch(/^15 \w+ \d{4}, 23:59$/);
  visitor.check();
  await visitor.close();
});

test('money goes back by a mailed code, in part, and the code of one amount is no good for another', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id);
  const { transaction_id: transactionId } = must(200, await pay(app, checkout.token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments/${transactionId}`);
  await button(page, 'Refund').click();
  const dialog = page.getByRole('dialog', { name: 'Refund payment' });
  await dialog.getByText(/mailed to .* for \$59\.98/).waitFor();
  const forAll = await mailedCode(merchant, '59.98');
  await dialog.getByLabel('Amount').fill('70');
  await dialog.getByLabel('Code').fill(forAll);
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click();
  await dialog.getByText('Enter an amount from 0.01 to $59.98.').waitFor();
  await dialog.getByLabel('Amount').fill('20');
  await dialog.getByText('$39.98').waitFor();
  await dialog.getByText(/mailed to .* for \$20\.00/).waitFor();
  const forTwenty = await mailedCode(merchant, '20.00');
  expect(forTwenty).not.toBe(forAll);
  await dialog.getByLabel('Code').fill(forAll);
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click();
  await dialog.getByText('No money moved.').waitFor();
  await dialog.getByLabel('Code').fill(forTwenty);
  await dialog.getByLabel('Code').press('Enter');
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Partially refunded').waitFor();
  const after = must(200, await merchant.client.get(`/api/transactions/${transactionId}/`));
  expect(after.refunded_amount).toBe('20.00');
  visitor.check();
  await visitor.close();
});

test('a list is saved as a table with every row that fits', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  for (const name of ['Spring', 'Summer camp', 'Summer sale']) await makeLink(merchant, { name }, product);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links?q=sum`);
  await page.getByRole('link', { name: 'Summer sale' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'CSV').click()]);
  expect(download.suggestedFilename()).toBe('payment-links.csv');
  const stream = await download.createReadStream();
  const table = (await stream.toArray()).join('');
  expect(table.trim().split('\n')).toHaveLength(3);
  expect(table).toContain('Summer camp');
  visitor.check();
  await visitor.close();
});

test('payments are saved as a workbook first, and as CSV of either kind', async () => {
  const merchant = await signUp(app);
  const paid = await startOpen(app, (await makeLink(merchant)).id);
  must(200, await pay(app, paid.token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payments`);
  const saved = async (press: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    const stream = await download.createReadStream();
    return [download.suggestedFilename(), Buffer.concat(await stream.toArray())] as const;
  };
  const other = async (name: string) => {
    await button(page, 'Other formats').click();
    await page.getByRole('dialog', { name: 'Other formats' }).getByRole('button', { name }).click();
  };
  const [workbookName, workbook] = await saved(() => button(page, 'Excel').click());
  expect([workbookName, workbook.subarray(0, 2).toString()]).toEqual(['payments.xlsx', 'PK']);
  const [csvName, csv] = await saved(() => other('Comma between cells'));
  expect([csvName, csv.toString().slice(0, 10)]).toEqual(['payments.csv', 'id,number,']);
  const [, semicolons] = await saved(() => other('CSV (semicolon)'));
  expect(semicolons.toString().slice(0, 11)).toBe('\u{feff}id;number;');
  expect(semicolons.toString()).toMatch(/;"\d+,\d\d";/);
  visitor.check();
  await visitor.close();
});

test('lists are searched, filtered and turned by the address', async () => {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  for (let index = 1; index <= 27; index += 1) await makeLink(merchant, { name: `Sale ${index}` }, product);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/payment-links`);
  await page.getByRole('link', { name: 'Sale 27' }).waitFor();
  expect(await page.getByRole('link', { name: /^Sale/ }).count()).toBe(25);
  await button(page, 'Older').click();
  await page.getByRole('link', { name: 'Sale 1', exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('cursor')).toBeTruthy();
  await button(page, 'Newer').click();
  await page.getByRole('link', { name: 'Sale 27' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('Sale 19');
  await page.getByText('1 link.').waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('Sale 19');
  await page.getByLabel('Status').selectOption('inactive');
  await page.getByText('No link fits.').waitFor();
  await page.reload();
  expect(await page.getByLabel('Find links').inputValue()).toBe('Sale 19');
  await button(page, 'Clear the filters').click();
  await page.getByRole('link', { name: 'Sale 27' }).waitFor();
  visitor.check();
  await visitor.close();
});

test('the palette finds links and payments and does things, without a mouse', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Darkroom weekend' });
  const checkout = await startOpen(app, link.id, { billing_email: 'dark@example.com' });
  must(200, await pay(app, checkout.token));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/`);
  await page.getByText('Get ready to sell').waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or do' });
  await field.fill('dark');
  // Links and payments are asked for apart, and links stand first.
  await page.getByRole('option', { name: /\$59\.98, dark@example\.com/ }).waitFor();
  await page.getByRole('option', { name: /^Darkroom weekend/ }).waitFor();
  await field.press('Enter');
  await page.getByRole('heading', { name: 'Darkroom weekend' }).waitFor();
  await page.keyboard.press('Control+k');
  await field.fill('dark');
  await page.getByRole('option', { name: /^Darkroom weekend/ }).waitFor();
  // Whoever types on is faster than the answer, and never opens what was found for less.
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/[?&]q=create/, (route) => answered.then(() => route.continue()));
  await field.fill('create a payment');
  await page.getByRole('option', { name: 'Create a payment link' }).waitFor();
  await field.press('Enter');
  await page.getByRole('heading', { name: 'Create a payment link' }).waitFor();
  answer();
  visitor.check();
  await visitor.close();
});
