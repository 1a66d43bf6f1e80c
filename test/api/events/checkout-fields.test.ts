import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel } from '#test/support/paying.ts';
import {
  buyer,
  cards,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let key: string;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
  key = must(201, await merchant.client.post('/api/organization/api-keys/', {})).raw_key;
});
afterAll(() => app.stop());

async function eventsOf(checkout: Json): Promise<Json[]> {
  const { results } = must(200, await app.client().withKey(key).get('/api/events/?limit=100'));
  return results.filter((event: Json) => event.checkout_id === checkout.checkout_id);
}

/** What every event about one checkout says of it, once. */
function saidOf(events: readonly Json[]): string[] {
  return [
    ...new Set(events.map(({ client_reference_id, utm }) => JSON.stringify({ client_reference_id, utm }))),
  ];
}

const utm = { utm_source: 'newsletter', utm_campaign: 'spring' };

describe('every event about a checkout', () => {
  it('tells the merchant’s own reference and where the buyer came from, also those of refunds', async () => {
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id, { client_reference_id: 'cart-7', ...utm });
    must(402, await pay(app, checkout.token, cards.declined));
    const { transaction_id } = must(200, await pay(app, checkout.token));
    const refund = await app
      .client()
      .withKey(key)
      .post(`/api/transactions/${transaction_id}/refund/`, { amount: '1.00' });
    must(201, refund);
    const events = await eventsOf(checkout);
    expect(new Set(events.map(({ event }) => event))).toEqual(
      new Set(['transaction.status_changed', 'refund.status_changed']),
    );
    expect(saidOf(events)).toEqual([JSON.stringify({ client_reference_id: 'cart-7', utm })]);
    const payment = events.findLast(({ event }) => event === 'transaction.status_changed');
    expect(Object.keys(payment)).toEqual([
      'position',
      ...['event', 'event_id', 'sequence', 'transaction_id', 'order_id', 'checkout_id', 'payment_link_id'],
      ...['client_reference_id', 'utm', 'amount', 'gross_amount', 'status', 'currency', 'payer_email'],
      ...['depositAttempts', 'metadata', 'mode', 'created_at', 'updated_at'],
    ]);
  });

  it('says null and {} where neither was given', async () => {
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id);
    must(402, await pay(app, checkout.token, cards.declined));
    must(200, await cancel(app, checkout));
    expect(saidOf(await eventsOf(checkout))).toEqual([
      JSON.stringify({ client_reference_id: null, utm: {} }),
    ]);
  });

  it('tells the reference of a checkout that a server made', async () => {
    const product = await makeProduct(merchant);
    const checkout = must(
      201,
      await app
        .client()
        .withKey(key)
        .post('/api/checkout/create/', {
          ...buyer,
          products: [{ id: product.id, quantity: 1 }],
          client_reference_id: 'order-9',
        }),
    );
    must(200, await pay(app, checkout.token));
    expect(saidOf(await eventsOf(checkout))).toEqual([
      JSON.stringify({ client_reference_id: 'order-9', utm: {} }),
    ]);
  });
});
