import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Locale, locales } from '#platform/text/locales.ts';
import { translator } from '#platform/text/translate.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { card, eventually, type Merchant, makeLink, signUp } from '#test/support/scenario.ts';
import { look } from './form.ts';

let app: TestApp;
let merchant: Merchant;
let link: Json;
beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
  link = await makeLink(merchant, { currency: 'EUR' });
});
afterAll(() => app.stop());

const amounts: Readonly<Record<Locale, string>> = {
  en: '€55.00',
  de: '55,00 €',
  es: '55,00 €',
  fr: '55,00 €',
  it: '55,00 €',
  nl: '€ 55,00',
  pl: '55,00 €',
  pt: '55,00 €',
};

/** Bought from the first page to the receipt, by the words that the buyer reads. */
test.each(locales)('a browser that asks for %s buys in it, to the mail with the receipt', async (locale) => {
  const text = translator(locale);
  const visitor = await visit(app.url, { locale, width: 390 });
  const { page } = visitor;
  const email = `${locale}@example.com`;
  const field = (key: Parameters<typeof text.template>[0]) =>
    page.getByLabel(text.template(key), { exact: true });
  await page.goto(link.url);
  await field('field.email').fill(email);
  await field('field.firstName').fill('Maja');
  await field('field.country').selectOption('DE');
  await page.getByRole('button', { name: text('link.continue', { amount: amounts[locale] }) }).click();
  await field('field.number').fill(card().payment_method.number);
  await field('field.expiry').fill('12 / 40');
  await field('field.cvc').fill('123');
  await field('field.cardName').fill('Maja Lindqvist');
  await page.getByRole('button', { name: text('checkout.pay', { amount: amounts[locale] }) }).click();
  await page.waitForURL(/\/receipt$/);
  expect(await page.getAttribute('html', 'lang')).toBe(locale);
  expect(await page.textContent('h1')).toBe(
    text('receipt.thanks', { name: 'Maja' }).replace(/[\u2066-\u2069]/g, ''),
  );
  const { body } = await eventually(
    () => merchant.client.get('/api/development/mailbox/'),
    (reply) => reply.body.results.some((mail: Json) => mail.to === email),
  );
  const mail = body.results.find((each: Json) => each.to === email);
  expect(mail.locale).toBe(locale);
  visitor.check();
  await visitor.close();
});

test.each([true, false])(
  'another language is chosen at the foot of the page, stays through the purchase and the next visit; script: %s',
  async (javaScript) => {
    const visitor = await visit(app.url, { javaScript, width: 390 });
    const { page } = visitor;
    await page.goto(`${link.url}?currency=USD`);
    await page.getByLabel('Email').fill('kept@example.com');
    await page.locator('.languages summary').click();
    await page.getByRole('link', { name: 'Polski' }).click();
    await page.getByRole('button', { name: 'Przejdź do płatności' }).waitFor();
    await look(visitor, javaScript);
    expect(new URL(page.url()).searchParams.get('currency')).toBe('USD');
    if (javaScript) expect(await page.getByLabel('E-mail').inputValue()).toBe('kept@example.com');
    await page.goto(link.url);
    await page.getByRole('button', { name: 'Przejdź do płatności' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('pl');
    visitor.check();
    await visitor.close();
  },
);
