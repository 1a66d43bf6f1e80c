import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  eventually,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  start,
  startOpen,
} from '#test/support/scenario.ts';

/** The form of the European Central Bank's daily file, with the day and the rate left open. */
function dailyFile(date: string, rate: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <Cube><Cube time='${date}'><Cube currency='USD' rate='${rate}'/><Cube currency='JPY' rate='171.34'/></Cube></Cube>
</gesmes:Envelope>`;
}

const today = () => new Date().toISOString().slice(0, 10);

async function linkInEuroOnly(app: TestApp, price = '24.20') {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { prices: { EUR: price } });
  return makeLink(
    merchant,
    { currency: 'EUR', products: [{ product_id: product.id, quantity: 2 }] },
    product,
  );
}

describe('without a rate', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  test('a currency without prices is not offered, and 400 currency_unavailable at start', async () => {
    const link = await linkInEuroOnly(app);
    const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
    expect(preview.currencies).toEqual(['EUR']);
    const refused = await start(app, link.id, { currency: 'USD' });
    expect([refused.status, refused.body.code, refused.body.errors[0].field]).toEqual([
      400,
      'currency_unavailable',
      'currency',
    ]);
  });

  test('a product with both prices is sold at its own price in each, unconverted', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id, { currency: 'EUR' });
    expect(checkout).toMatchObject({ currency: 'EUR', amount: '55.00' });
    const state = must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
    expect(state.conversion).toBeNull();
  });
});

describe('with the operator’s rate', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ env: { EXCHANGE_RATE_EUR_USD: '1.0834' } });
  });
  afterAll(() => app.stop());

  test('all lines are converted per unit price, and checkout, receipt and transaction tell rate and source', async () => {
    const link = await linkInEuroOnly(app);
    const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
    // 24.20 × 1.0834 = 26.21828, so 26.22 a piece.
    expect(preview.totals.USD.total).toBe('52.44');
    const checkout = await startOpen(app, link.id, { currency: 'USD' });
    expect(checkout).toMatchObject({ currency: 'USD', amount: '52.44' });
    const state = must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
    expect(state.conversion).toEqual({ from: 'EUR', rate: '1.083400', source: 'operator', date: null });
    expect(state.products[0]).toMatchObject({ unit_price: '26.22', quantity: 2, total: '52.44' });
    must(200, await pay(app, checkout.token));
    const receipt = must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
    expect(receipt).toMatchObject({ currency: 'USD', total: '52.44', conversion: { rate: '1.083400' } });
  });

  test('a converted total outside the bounds takes the currency off the offer', async () => {
    const link = await linkInEuroOnly(app, '4990.00');
    const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
    expect(preview.currencies).toEqual(['EUR']);
  });
});

describe('with the bank’s daily file', () => {
  let app: TestApp;
  let bank: Server;
  let file = dailyFile(today(), '1.1000');
  beforeAll(async () => {
    bank = createServer((_request, response) => response.end(file)).listen(0, '127.0.0.1');
    await new Promise((resolve) => bank.once('listening', resolve));
    const url = `http://127.0.0.1:${(bank.address() as AddressInfo).port}/daily.xml`;
    app = await startApp({ env: { FX_SOURCE: 'ecb', FX_URL: url } });
  });
  afterAll(async () => {
    await app.stop();
    bank.close();
  });

  test('the rate is fetched by itself, told with its date, fixed at start, and good for seven days', async () => {
    const link = await linkInEuroOnly(app);
    const preview = () => app.client().get(`/api/payment-links/public/${link.id}/`);
    await eventually(preview, (reply) => reply.body.currencies.includes('USD'));
    const checkout = await startOpen(app, link.id, { currency: 'USD' });
    expect(checkout.amount).toBe('53.24');
    file = dailyFile(today(), '1.2000');
    app.clock.advance(3_700_000);
    app.context.wakeJobs();
    await eventually(preview, (reply) => reply.body.totals.USD?.total === '58.08', 15_000);
    const state = must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
    expect(state).toMatchObject({
      total: '53.24',
      conversion: { rate: '1.100000', source: 'ecb', date: today() },
    });
    app.clock.advance(8 * 86_400_000);
    expect((await preview()).body.currencies).toEqual(['EUR']);
  });
});
