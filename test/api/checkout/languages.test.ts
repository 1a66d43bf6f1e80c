import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogues } from '#platform/text/catalogue.ts';
import { type Locale, locales } from '#platform/text/locales.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  buyer,
  cards,
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  start,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let link: Json;
beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
  link = await makeLink(merchant);
});
afterAll(() => app.stop());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, app.url), { headers, redirect: 'manual' });
const languageOf = async (path: string, headers: Record<string, string> = {}) =>
  /<html lang="([^"]*)"/.exec(await (await ask(path, headers)).text())?.[1];

describe('the language of a page', () => {
  test.each(locales)('is %s when the browser asks for it', async (locale) => {
    expect(await languageOf(`/pay/${link.id}`, { 'accept-language': `${locale}-XX,en;q=0.5` })).toBe(locale);
    // Kept pages are of one language each.
    expect(await languageOf(`/pay/${link.id}`, { 'accept-language': locale })).toBe(locale);
  });

  test('is what the address names, else what was chosen before, else what the browser asks for, else English', async () => {
    const path = `/pay/${link.id}`;
    const chosen = { cookie: 'a=b; language=nl', 'accept-language': 'pl' };
    expect(await languageOf(`${path}?locale=it`, chosen)).toBe('it');
    expect(await languageOf(path, chosen)).toBe('nl');
    expect(await languageOf(path, { cookie: 'language=xx', 'accept-language': 'pl' })).toBe('pl');
    expect(await languageOf(path, { 'accept-language': 'sv, *;q=0.5' })).toBe('en');
    expect(await languageOf(path, { 'accept-language': 'sv, fr-CA;q=0.5' })).toBe('fr');
  });

  test('is offered as links that lead back to what was looked at', async () => {
    const page = await (await ask(`/pay/${link.id}?currency=EUR&utm_source=letter`)).text();
    const offered = [...page.matchAll(/href="(\/language\/[^"]*)"/g)].map(([, path]) => path ?? '');
    expect(offered).toHaveLength(locales.length - 1);
    const french = offered.find((path) => path.startsWith('/language/fr?')) ?? '';
    const answer = await ask(french);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^language=fr; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
    );
    const back = new URL(answer.headers.get('location') ?? '', app.url);
    expect(back.pathname).toBe(`/pay/${link.id}`);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      currency: 'EUR',
      utm_source: 'letter',
      locale: 'fr',
    });
    expect(await languageOf(back.href)).toBe('fr');
  });

  test.each([
    '/language/fr?to=//evil.example/',
    '/language/fr?to=https://evil.example/',
    '/language/fr?to=/%5Cevil.example',
    '/language/fr',
    '/language/xx?to=/',
  ])('is chosen for pages of this site only: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('mails to a buyer', () => {
  /** The language of the receipt that was mailed to an address. */
  async function languageOfReceipt(email: string): Promise<Locale | undefined> {
    const found = await eventually(
      () => merchant.client.get('/api/development/mailbox/'),
      ({ body }) => body.results.some((mail: Json) => mail.to === email),
    );
    const mail = found.body.results.find((each: Json) => each.to === email);
    expect(mail.kind).toBe('receipt');
    const language = locales.find((locale) => mail.text.includes(catalogues[locale]['mail.receipt.button']));
    expect(mail.locale).toBe(language);
    return language;
  }

  async function bought(email: string, startIn: Record<string, string>, payIn: Record<string, string>) {
    const { token } = must(201, await start(app, link.id, { billing_email: email }, startIn));
    must(200, await pay(app, token, cards.pays, payIn));
    return languageOfReceipt(email);
  }

  test('speak the language in which they bought', async () => {
    expect(await bought('de@example.com', { 'accept-language': 'de-AT' }, {})).toBe('de');
  });

  test('speak the one in which they paid, when that is another', async () => {
    const asked = [{ 'accept-language': 'de' }, { 'accept-language': 'fr' }] as const;
    expect(await bought('fr@example.com', ...asked)).toBe('fr');
  });

  test('speak the one in which they paid what another server had made', async () => {
    const key = must(201, await merchant.client.post('/api/organization/api-keys/', {})).raw_key;
    const product = await makeProduct(merchant);
    const order = (email: string) => ({
      ...buyer,
      billing_email: email,
      currency: 'EUR',
      products: [{ id: product.id, quantity: 1 }],
    });
    const made = async (email: string) =>
      must(201, await app.client().withKey(key).post('/api/checkout/create/', order(email))).token as string;
    must(200, await pay(app, await made('nl@example.com'), cards.pays, { 'accept-language': 'nl' }));
    must(200, await pay(app, await made('en@example.com')));
    expect(await languageOfReceipt('nl@example.com')).toBe('nl');
    expect(await languageOfReceipt('en@example.com')).toBe('en');
  });
});

test('the way back from the bank goes on in the language in which the buyer left', async () => {
  const spanish = { 'accept-language': 'es' };
  const { token } = must(201, await start(app, link.id, {}, spanish));
  must(202, await pay(app, token, cards.challenge, spanish));
  const back = await ask(`/checkout/${token}/return`);
  expect(back.headers.get('location')).toContain('locale=es');
});
