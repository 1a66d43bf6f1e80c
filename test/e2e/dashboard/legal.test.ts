import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a merchant says who sells, is told what is missing or wrong beside its field, and sees it on link and receipt', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(app.url);
  await page.getByText('Say who sells').waitFor();
  await page.goto(`${app.url}/settings/profile`);
  const form = page.getByRole('group', { name: 'On receipts and invoices' });
  const field = (label: string) => form.getByLabel(label, { exact: true });
  const organization = async () => must(200, await merchant.client.get('/api/organization/'));

  await field('Legal name').fill('Nordlicht Fotowerkstatt GmbH');
  await field('City').fill('Hamburg');
  await button(page, 'Save').click();
  await form.getByText('Enter street and number, or leave the whole address empty.').waitFor();
  await form.getByText('Enter a country, or leave the whole address empty.').waitFor();
  await field('Street and number').fill('Clemens-Schultz-Straße 48');
  await field('Postal code').fill('20359');
  await field('Country').selectOption({ label: 'Germany' });
  await field('Tax number').fill('DE 31415926');
  await button(page, 'Save').click();
  await form.getByText('A VAT number of Germany consists of DE and 9 digits.').waitFor();
  expect(await organization()).toMatchObject({ legal_name: null, address: null, tax_id: null });
  await field('Tax number').fill('DE 314 159 265');
  await button(page, 'Save').click();
  await page.getByText('Saved.').waitFor();
  const address = {
    line1: 'Clemens-Schultz-Straße 48',
    line2: null,
    city: 'Hamburg',
    postal_code: '20359',
    state: null,
    country: 'DE',
  };
  expect(await organization()).toMatchObject({
    legal_name: 'Nordlicht Fotowerkstatt GmbH',
    address,
    tax_id: 'DE 314 159 265',
  });

  // A part of the address is changed, and the others are kept.
  await field('Building or floor').fill('Hinterhaus');
  await button(page, 'Save').click();
  await expect.poll(async () => (await organization()).address).toEqual({ ...address, line2: 'Hinterhaus' });
  await page.reload();
  expect(await field('Country').inputValue()).toBe('DE');
  expect(await field('Building or floor').inputValue()).toBe('Hinterhaus');

  await page.goto(`${app.url}/pay/${link.id}`);
  await page.getByText('Sold by Nordlicht Fotowerkstatt GmbH').waitFor();
  const { token } = await startOpen(app, link.id);
  must(200, await pay(app, token));
  await page.goto(`${app.url}/checkout/${token}/receipt`);
  for (const words of ['Nordlicht Fotowerkstatt GmbH', 'Hinterhaus', '20359 Hamburg, Germany'])
    await page.getByText(words).waitFor();

  // Nothing of it is left.
  await page.goto(`${app.url}/settings/profile`);
  for (const label of [
    'Street and number',
    'Building or floor',
    'Postal code',
    'City',
    'Legal name',
    'Tax number',
  ])
    await field(label).fill('');
  await field('Country').selectOption('');
  await button(page, 'Save').click();
  await expect.poll(organization).toMatchObject({ legal_name: null, address: null, tax_id: null });
  visitor.check();
  await visitor.close();
});
