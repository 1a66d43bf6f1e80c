import { describe, expect, it } from 'vitest';
import { moneyOf, orderRequest } from '#paying/paypal/order-request.ts';
import type { BeginPayment } from '#paying/providers/port.ts';
import { money } from '#platform/kit/money.ts';
import { locales } from '#platform/text/locales.ts';
import { namesIn, readOrderBody } from '#test/support/providers/paypal/read-order-body.ts';

/*
 * What we send, held against PayPal's published API descriptions in our words: Orders 2.13 (fields of "create order"), as of
 * February 2024. The stand-in that reads it refuses every other field, and amounts that do not add up.
 */
const begin: BeginPayment = {
  organizationId: '01950000-0000-7000-8000-000000000001',
  mode: 'sandbox',
  checkoutId: '01950000-0000-7000-8000-000000000002',
  attemptId: '01950000-0000-7000-8000-000000000003',
  connectionId: '01950000-0000-7000-8000-000000000004',
  amount: money('EUR', 5_998n),
  description: 'Nordlicht',
  lines: [
    { name: 'Print', quantity: 2, totalMinor: 5_000n },
    { name: 'Frame', quantity: 3, totalMinor: 800n },
  ],
  locale: 'en',
  payerEmail: 'maja@example.com',
  checkoutUrl: 'https://pay.example/checkout/token',
  returnUrl: 'https://pay.example/checkout/token/return',
  expiresAt: new Date('2026-12-01T12:00:00Z'),
};
const unitOf = (more: Partial<BeginPayment> = {}) => {
  const body = orderRequest({ ...begin, ...more });
  readOrderBody(JSON.parse(JSON.stringify(body)));
  const [unit] = body.purchase_units;
  if (!unit) throw new Error('An order has a unit.');
  return unit;
};

describe('an order', () => {
  it('sends these fields and no others', () => {
    expect(new Set(namesIn(orderRequest(begin)))).toEqual(
      new Set([
        // One of CAPTURE and AUTHORIZE.
        'intent',
        // Up to 256 characters.
        'purchase_units[].reference_id',
        // Up to 127 characters; in reports, never seen by the payer.
        'purchase_units[].custom_id',
        // Up to 127 characters; an account may be set to take each once.
        'purchase_units[].invoice_id',
        // Up to 127 characters.
        'purchase_units[].description',
        // A text with the decimals of its currency, and three letters.
        'purchase_units[].amount.currency_code',
        'purchase_units[].amount.value',
        // The sum of quantity times unit of all items.
        'purchase_units[].amount.breakdown.item_total.currency_code',
        'purchase_units[].amount.breakdown.item_total.value',
        'purchase_units[].amount.breakdown.tax_total.currency_code',
        'purchase_units[].amount.breakdown.tax_total.value',
        // Up to 127 characters.
        'purchase_units[].items[].name',
        // A text of a whole number.
        'purchase_units[].items[].quantity',
        'purchase_units[].items[].unit_amount.currency_code',
        'purchase_units[].items[].unit_amount.value',
        'payment_source.paypal.email_address',
        'payment_source.paypal.experience_context.return_url',
        'payment_source.paypal.experience_context.cancel_url',
        // Five characters: a language and a country.
        'payment_source.paypal.experience_context.locale',
        // Of CONTINUE and PAY_NOW.
        'payment_source.paypal.experience_context.user_action',
        // Of GET_FROM_FILE, NO_SHIPPING and SET_PROVIDED_ADDRESS.
        'payment_source.paypal.experience_context.shipping_preference',
      ]),
    );
  });

  it('adds up to the cent: lines as they are sold, what is not in them as tax', () => {
    const { amount, items } = unitOf();
    expect(amount).toEqual({
      currency_code: 'EUR',
      value: '59.98',
      breakdown: {
        item_total: { currency_code: 'EUR', value: '58.00' },
        tax_total: { currency_code: 'EUR', value: '1.98' },
      },
    });
    // Three for 8.00 have no price each.
    expect(items.map(({ name, quantity, unit_amount: { value } }) => [name, quantity, value])).toEqual([
      ['Print', '2', '25.00'],
      ['3 × Frame', '1', '8.00'],
    ]);
  });

  it('adds up where lines come to more than is paid, and where none costs anything', () => {
    const { amount } = unitOf({ amount: money('EUR', 5_000n) });
    expect(amount.breakdown).toEqual({
      item_total: moneyOf('EUR', 5_800n),
      discount: moneyOf('EUR', 800n),
    });
    const free = unitOf({ lines: [{ name: 'Tip', quantity: 1, totalMinor: 0n }], amount: money('USD', 1n) });
    expect(free).toMatchObject({
      amount: { value: '0.01', breakdown: { item_total: { currency_code: 'USD', value: '0.01' } } },
      items: [{ name: 'Tip', quantity: '1', unit_amount: { value: '0.01' } }],
    });
    expect(unitOf({ lines: [] }).items).toHaveLength(1);
  });

  it('cuts what is too long between letters, and leaves out what is empty', () => {
    const { description, items } = unitOf({
      description: '€'.repeat(300),
      lines: [{ name: '雪'.repeat(300), quantity: 1, totalMinor: 5_998n }],
    });
    expect([description?.length, items[0]?.name.length]).toEqual([127, 127]);
    expect(unitOf({ description: '🙂'.repeat(100) }).description).toBe('🙂'.repeat(63));
    expect(unitOf({ description: '' })).not.toHaveProperty('description');
  });

  it.each(locales)('names the language %s with a country, as PayPal’s page wants it', (locale) => {
    const { experience_context: shown } = orderRequest({ ...begin, locale }).payment_source.paypal;
    expect(shown.locale).toMatch(new RegExp(`^${locale}-[A-Z]{2}$`));
  });

  it('is the same each time: a key that comes twice comes with the same words', () => {
    expect(JSON.stringify(orderRequest(begin))).toBe(JSON.stringify(orderRequest({ ...begin })));
  });
});
