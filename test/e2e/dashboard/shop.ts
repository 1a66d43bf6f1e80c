import type { Page } from 'playwright-core';
import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  cards,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

/** Puts the merchant's session into the browser as signing in would. */
export async function enterAs(page: Page, app: TestApp, merchant: Merchant): Promise<void> {
  await page
    .context()
    .addCookies([{ name: 'access_token', value: merchant.token, url: app.url, sameSite: 'Strict' }]);
}

/**
 * Goes to another screen within the open page, as a link of the app would, over a place where nothing of the former
 * screen stands, so that none is taken for the other. A fraction of the time of a page that is loaded anew.
 */
export async function goWithin(page: Page, path: string): Promise<void> {
  const go = (address: string) => page.evaluate((to) => history.pushState({}, '', to), address);
  const nowhere = page.getByRole('heading', { name: 'There is nothing at this address', level: 1 });
  await go('/nowhere');
  await nowhere.waitFor();
  await go(path);
  await nowhere.waitFor({ state: 'detached' });
}

export type Shop = {
  readonly merchant: Merchant;
  readonly links: readonly Json[];
  readonly paymentId: string;
};

/** An organization with a bit of everything: products, links in every state, payments that went well and did not. */
export async function openShop(app: TestApp): Promise<Shop> {
  const merchant = await signUp(app, { organization_name: 'Nordlicht Fotowerkstatt', name: 'Jonte Hansen' });
  const settings = {
    time_zone: 'Europe/Berlin',
    default_currency: 'EUR',
    default_tax_rate: '19',
    website: 'https://nordlicht-fotowerkstatt.example/',
  };
  must(200, await merchant.client.patch('/api/organization/', settings));
  const course = await makeProduct(merchant, {
    name: 'Darkroom weekend: silver gelatin printing for beginners, chemistry and paper included',
    prices: { EUR: '240.00', USD: '259.00' },
  });
  const paper = await makeProduct(merchant, {
    name: 'Baryta paper 24 × 30 cm, matt, 50 sheets',
    description: 'Fibre-based, double weight',
    prices: { EUR: '38.50', USD: '41.50' },
  });
  const book = await makeProduct(merchant, {
    name: 'Field notes on light, hardcover, 212 pages',
    prices: { EUR: '32.00', USD: '35.00' },
    tax_rate: '7',
  });
  const kit = await makeProduct(merchant, { name: 'Lens cleaning kit', prices: { USD: '19.90' } });
  const of = (...lines: readonly (readonly [Json, number])[]) =>
    lines.map(([product, quantity]) => ({ product_id: product.id, quantity }));
  // The line is given, so the product that it would be made with otherwise is not.
  const sell = (link: Record<string, unknown>) => makeLink(merchant, link, course);
  const weekend = await sell({
    name: 'Darkroom weekend, June',
    currency: 'EUR',
    products: of([course, 1], [paper, 2], [book, 1]),
    max_uses: 20,
    expires_at: new Date(Date.now() + 23 * 86_400_000).toISOString(),
    metadata: { campaign: 'newsletter' },
  });
  const bundle = await sell({
    name: 'Baryta paper bundle, spring',
    currency: 'EUR',
    products: of([paper, 2]),
    max_uses: 2,
  });
  const wholesale = await sell({
    name: 'Lens cleaning kit, wholesale carton of 24',
    products: of([kit, 24]),
  });
  const evening = await sell({
    name: 'Members’ evening',
    currency: 'EUR',
    products: of([book, 1]),
    max_uses: 1,
  });
  const wedding = await sell({
    name: 'Wedding deposit, Okafor and Brandt',
    currency: 'EUR',
    products: of([course, 5]),
    max_uses: 1,
  });
  must(200, await merchant.client.patch(`/api/payment-links/${wedding.id}/`, { is_active: false }));
  const buy = async (link: Json, email: string, card: string = cards.pays) => {
    const checkout = await startOpen(app, link.id, { billing_email: email, currency: link.currency });
    return pay(app, checkout.token, card);
  };
  await buy(evening, 'o.brandt@example.org');
  await buy(bundle, 'c.nakamura@example.net');
  await startOpen(app, bundle.id, { billing_email: 'h.abbas@example.org', currency: 'EUR' });
  await buy(wholesale, 'r.dacosta@example.pt', cards.noFunds);
  await buy(weekend, 'k.oyelaran-whitfield@example.co.uk');
  await startOpen(app, weekend.id, { billing_email: 'h.abbas@example.org', currency: 'EUR' });
  const second = await startOpen(app, weekend.id, {
    billing_email: 'maja.lindqvist@example.com',
    currency: 'EUR',
    billing_city: 'Hamburg',
    billing_line1: 'Marktstraße 12',
  });
  await pay(app, second.token, cards.noFunds);
  const paid = must(200, await pay(app, second.token));
  return { merchant, links: [weekend, bundle, wholesale, evening, wedding], paymentId: paid.transaction_id };
}
