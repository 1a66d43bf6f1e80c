import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import {
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

/** A day at the account: statements come in, transfers find their payments or are decided about, all by key as well. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const iban = 'DE89370400440532013000';

async function openShop(): Promise<{ readonly merchant: Merchant; readonly link: Json }> {
  const merchant = await signUp(app, { organization_name: 'Nordlicht Fotowerkstatt' });
  must(
    200,
    await merchant.client.put('/api/organization/providers/bank/', {
      mode: 'sandbox',
      settings: { iban, account_name: 'Nordlicht Fotowerkstatt GmbH' },
    }),
  );
  const product = await makeProduct(merchant, { name: 'Darkroom seat', prices: { EUR: '20.00' } });
  return {
    merchant,
    link: await makeLink(merchant, { name: 'Darkroom, 12 June', currency: 'EUR' }, product),
  };
}

/** A buyer who chose to send the money. */
async function choose(link: Json, email: string, lastName: string): Promise<Json> {
  const checkout = await startOpen(app, link.id, {
    billing_email: email,
    billing_first_name: 'Henrik',
    billing_last_name: lastName,
    currency: 'EUR',
  });
  must(202, await app.client().post(`/api/checkout/${checkout.token}/pay/`, { way: 'bank' }));
  return must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
}

const today = () => new Date().toISOString().slice(0, 10);
const table = (...rows: readonly string[]) => ({
  name: 'umsaetze.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Buchungstag;Name;IBAN;Verwendungszweck;Betrag;Waehrung', ...rows, ''].join('\r\n')),
});

async function open(merchant: Merchant) {
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(`${app.url}/bank-transfers`);
  return visitor;
}

const book = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const entry = (page: Page, name: string, party: string) =>
  book(page, name).getByRole('listitem').filter({ hasText: party });

test('a table is asked about once; what it holds is matched, taken back and ignored by keys', async () => {
  const { merchant, link } = await openShop();
  const begun = await choose(link, 'h.abbas@example.org', 'Abbas');
  const { page, check, close } = await open(merchant);
  await page.getByText('No statement yet').waitFor();
  await fits(page);

  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('u');
  const statement = table(
    `${today()};Henrik Abbas;DE12500105170648489890;SEAT DARKROOM ABBAS;40,00;EUR`,
    `${today()};Stadtwerke Hamburg;DE02120300000000202051;Guthaben 4471902;62,17;EUR`,
  );
  await (await chooser).setFiles(statement);
  const asked = page.getByRole('dialog', { name: 'What are these columns?' });
  await asked.waitFor();
  await fits(page);
  await asked.getByLabel('Amounts are written').selectOption(',');
  await asked.getByLabel('Days are written').selectOption('ymd');
  await asked.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('1 of 1 read').waitFor();
  await entry(page, 'To match', 'Henrik Abbas').waitFor();
  await page.getByText(`Looks like ${begun.transaction_id}`).waitFor();
  expect(await page.getByRole('link', { name: /^Bank transfers/ }).innerText()).toContain('2');
  await fits(page);

  await page.getByRole('link', { name: 'Henrik Abbas' }).click();
  const [first] = await book(page, 'To match').getByRole('listitem').allInnerTexts();
  await page.keyboard.press(first?.includes('Abbas') ? 'ArrowDown' : 'ArrowUp');
  await page.getByRole('heading', { name: '€62.17 from Stadtwerke Hamburg' }).waitFor();
  await page.keyboard.press('i');
  await page.getByText('Ignored €62.17 from Stadtwerke Hamburg.').waitFor();
  await page.getByRole('heading', { name: '€40.00 from Henrik Abbas' }).waitFor();
  await page.keyboard.press('m');
  await page.getByText(`Matched €40.00 from Henrik Abbas to ${begun.transaction_id}.`).waitFor();
  await page.getByText('Nothing is left to match.').waitFor();
  await entry(page, 'Matched', 'Henrik Abbas').waitFor();
  const paid = async () =>
    must(200, await merchant.client.get(`/api/transactions/${begun.transaction_id}/`)).status as string;
  await eventually(paid, (status) => status === 'paid');

  await page.getByRole('button', { name: 'Undo' }).last().click();
  await entry(page, 'To match', 'Henrik Abbas').waitFor();
  // A payment that was paid once is suggested to nobody, and is found by its id.
  await entry(page, 'To match', 'Henrik Abbas').getByRole('button', { name: 'Find payment' }).click();
  await page.getByRole('searchbox', { name: 'Find a payment' }).fill(begun.transaction_id);
  await page
    .getByRole('radio', { name: new RegExp(begun.transaction_id) })
    .last()
    .check();
  await page.getByText(`${begun.transaction_id} becomes paid`).waitFor();
  await page.keyboard.press('m');
  await page.getByText('Nothing is left to match.').waitFor();
  await page.getByRole('button', { name: 'Show ignored' }).click();
  await entry(page, 'Ignored', 'Stadtwerke Hamburg').getByRole('button', { name: 'Undo' }).click();
  await entry(page, 'To match', 'Stadtwerke Hamburg').waitFor();

  const forget = page.getByRole('button', { name: /^Forget / });
  await forget.click();
  await page.getByText('Forgot the columns. The next such file asks again.').waitFor();
  await forget.waitFor({ state: 'detached' });
  check();
  await close();
});

test('rows that are not booked are known by their words, and what is missing is shown where one stands', async () => {
  const { merchant } = await openShop();
  const { page, check, close } = await open(merchant);
  await page.setViewportSize({ width: 390, height: 640 });
  await page.getByRole('button', { name: 'Upload statement' }).waitFor();
  const lines = [
    'Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Name;IBAN;Betrag;Waehrung;Info',
    `${today()};${today()};GUTSCHRIFT;a;Ann;;40,00;EUR;Umsatz vorgemerkt`,
    `${today()};${today()};GUTSCHRIFT;b;Bo;;50,00;EUR;Umsatz gebucht`,
  ];
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload statement' }).click();
  await (await chooser).setFiles({ ...table(), buffer: Buffer.from(lines.join('\n')) });
  const asked = page.getByRole('dialog', { name: 'What are these columns?' });
  await asked.waitFor();
  expect(await asked.getByLabel('Info').inputValue()).toBe('status');
  expect(await asked.getByLabel('Words for what is booked').inputValue()).toBe('Umsatz gebucht');
  await asked.getByLabel('Buchungstag').selectOption('');
  await asked.getByRole('button', { name: 'Read the file' }).click();
  const fault = asked.getByText('Say which column is the day of booking.');
  await fault.waitFor();
  const box = await fault.boundingBox();
  expect(box && box.y >= 0 && box.y + box.height <= 640).toBe(true);
  await fits(page);
  await asked.getByLabel('Buchungstag').selectOption('day');
  await asked.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('1 of 1 read').waitFor();
  const { results } = must(200, await merchant.client.get('/api/organization/bank-entries/'));
  expect(results.map(({ status }: { status: string }) => status).sort()).toEqual(['on_its_way', 'unmatched']);
  check();
  await close();
});

test('files are dropped anywhere, each has its result, and the same columns are not asked about again', async () => {
  const { merchant, link } = await openShop();
  const begun = await choose(link, 'k.oyelaran@example.org', 'Oyelaran');
  const { page, check, close } = await open(merchant);
  await page.getByRole('button', { name: 'Upload statement' }).waitFor();
  const drop = async (files: readonly { readonly name: string; readonly text: string }[]) => {
    const data = await page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const { name, text } of given) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  };
  const text = table(
    `${today()};K. Oyelaran;DE12500105170648489890;No reference;40,00;EUR`,
  ).buffer.toString();
  await drop([
    { name: 'first.csv', text },
    { name: 'again.csv', text },
    { name: 'broken.xml', text: '<Document>' },
  ]);
  const asked = page.getByRole('dialog', { name: 'What are these columns?' });
  await asked.getByLabel('Amounts are written').selectOption(',');
  await asked.getByLabel('Days are written').selectOption('ymd');
  await asked.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('3 of 3 read').waitFor();
  const file = (name: string) => page.getByRole('listitem', { name });
  await file('first.csv').getByText('1 to match').waitFor();
  await file('again.csv').getByText('1 seen before').waitFor();
  await file('broken.xml').getByRole('alert').waitFor();

  // What nothing suggests is found by its id.
  await page.getByRole('link', { name: 'K. Oyelaran' }).click();
  await page.getByLabel('Another payment').check();
  await page.getByRole('searchbox', { name: 'Find a payment' }).fill(begun.transaction_id);
  await page
    .getByRole('radio', { name: new RegExp(begun.transaction_id) })
    .last()
    .check();
  await page.getByText(`${begun.transaction_id} becomes paid and the buyer gets the receipt.`).waitFor();
  await page.setViewportSize({ width: 390, height: 900 });
  const dialog = page.getByRole('dialog', { name: '€40.00 from K. Oyelaran' });
  await dialog.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Match' }).click();
  await page.getByText('Nothing is left to match.').waitFor();
  check();
  await close();
});
