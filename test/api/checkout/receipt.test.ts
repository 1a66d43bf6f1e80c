import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, startedCheckout } from '#test/support/paying.ts';
import { cards, makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const receipt = (checkout: Json) => app.client().get(`/api/checkout/${checkout.token}/receipt/`);

describe('GET /api/checkout/<token>/receipt/', () => {
  it('200: number, seller, lines, tax, masked card, and when it was paid', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { tax_rate: '19' });
    const link = await makeLink(merchant, { pricing_mode: 'TAX_EXCLUSIVE' }, product);
    const checkout = await startOpen(app, link.id);
    await pay(app, checkout.token, cards.declined);
    const paid = must(200, await pay(app, checkout.token, '5555555555554444'));
    const transaction = must(200, await merchant.client.get(`/api/transactions/${paid.transaction_id}/`));
    expect(must(200, await receipt(checkout))).toMatchObject({
      number: expect.stringMatching(/^TEST-\d{4}-\d{6}$/),
      transaction_id: paid.transaction_id,
      checkout_id: checkout.checkout_id,
      status: 'paid',
      organization: { name: 'Nordlicht' },
      products: [{ name: 'Print', quantity: 2, unit_price: '29.99', tax_rate: '19.000' }],
      subtotal: '59.98',
      tax: '11.40',
      total: '71.38',
      refunded_amount: '0.00',
      card: { brand: 'mastercard', last4: '4444' },
      paid_at: transaction.paid_at,
    });
  });

  it('200 for good: long after the checkout is over', async () => {
    const { checkout } = await startedCheckout(app);
    must(200, await pay(app, checkout.token));
    const first = must(200, await receipt(checkout));
    app.clock.advance(400 * 24 * 3_600_000);
    const { billing: before, ...rest } = first;
    const { billing: after, ...still } = must(200, await receipt(checkout));
    expect(still).toEqual(rest);
    expect(before.postal_code).toBe('20359');
    expect(after).toMatchObject({ first_name: 'Maja', postal_code: null });
  });

  it('409 checkout_not_paid: open, undecided, declined and canceled ones have none', async () => {
    const started = async () => (await startedCheckout(app)).checkout as Json;
    const [open, undecided, declined, canceled] = [
      await started(),
      await started(),
      await started(),
      await started(),
    ];
    must(202, await pay(app, undecided.token, cards.late));
    await pay(app, declined.token, cards.declined);
    await cancel(app, canceled);
    for (const checkout of [open, undecided, declined, canceled])
      expect(await receipt(checkout)).toMatchObject({ status: 409, body: { code: 'checkout_not_paid' } });
  });

  it('404: a forged token', async () => {
    expect(await receipt({ token: 'a.b.c' })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
