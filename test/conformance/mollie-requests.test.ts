import { describe, expect, it } from 'vitest';
import { paymentRequest } from '#paying/mollie/payment-request.ts';
import type { BeginPayment } from '#paying/providers/port.ts';
import { money } from '#platform/kit/money.ts';
import { locales } from '#platform/text/locales.ts';
import { readPaymentBody } from '#test/support/providers/mollie/read-payment-body.ts';

/**
 * Payments API of Mollie, version 2, as its reference described it in November 2026, in our words: each field that a payment may be
 * made of and that we send, with what it has to be.
 */
const described: Readonly<Record<string, RegExp>> = {
  'amount.currency': /^[A-Z]{3}$/,
  'amount.value': /^\d+\.\d{2}$/,
  description: /^.{1,255}$/su,
  redirectUrl: /^https?:/,
  cancelUrl: /^https?:/,
  webhookUrl: /^https?:/,
  'lines[].description': /^.+$/su,
  'lines[].quantity': /^[1-9]\d*$/,
  'lines[].unitPrice.currency': /^[A-Z]{3}$/,
  'lines[].unitPrice.value': /^-?\d+\.\d{2}$/,
  'lines[].totalAmount.currency': /^[A-Z]{3}$/,
  'lines[].totalAmount.value': /^-?\d+\.\d{2}$/,
  'billingAddress.email': /^\S+@\S+$/,
  locale: /^[a-z]{2}_[A-Z]{2}$/,
  'metadata.organization': /^[0-9a-f-]{36}$/,
  'metadata.checkout': /^[0-9a-f-]{36}$/,
  'metadata.attempt': /^[0-9a-f-]{36}$/,
};

const request: BeginPayment = {
  organizationId: '01936d7e-0000-7000-8000-000000000001',
  mode: 'live',
  checkoutId: '01936d7e-0000-7000-8000-000000000002',
  attemptId: '01936d7e-0000-7000-8000-000000000003',
  connectionId: '01936d7e-0000-7000-8000-000000000004',
  amount: money('EUR', 5_998n),
  description: 'Nordlicht',
  lines: [{ name: 'Print', quantity: 2, totalMinor: 5_998n }],
  locale: 'en',
  payerEmail: 'maja@example.com',
  checkoutUrl: 'https://pay.example/checkout/token',
  returnUrl: 'https://pay.example/checkout/token/return',
  expiresAt: new Date('2026-12-01T12:00:00Z'),
};
const notified = 'https://pay.example/api/providers/mollie/notifications/con_1/';
const sent = (changes: Partial<BeginPayment> = {}) => paymentRequest({ ...request, ...changes }, notified);

function leavesOf(value: unknown, at = ''): (readonly [name: string, value: string])[] {
  if (Array.isArray(value)) return value.flatMap((each) => leavesOf(each, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [[at, String(value)]];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, at === '' ? name : `${at}.${name}`));
}

describe('what Mollie is sent', () => {
  it('is every described field and no other, each as it has to be', () => {
    const leaves = leavesOf(sent());
    expect(new Set(leaves.map(([name]) => name))).toEqual(new Set(Object.keys(described)));
    for (const [name, value] of leaves)
      expect([name, value]).toEqual([name, expect.stringMatching(described[name] ?? /$^/)]);
    expect(sent()).toMatchObject({
      amount: { currency: 'EUR', value: '59.98' },
      redirectUrl: request.returnUrl,
      cancelUrl: request.returnUrl,
      webhookUrl: notified,
    });
  });

  it('names no address where none can be reached', () => {
    expect(paymentRequest(request, undefined)).not.toHaveProperty('webhookUrl');
  });

  it.each<[string, bigint, BeginPayment['lines']]>([
    ['a line whose price does not divide', 1_000n, [{ name: 'Print', quantity: 3, totalMinor: 1_000n }]],
    ['tax beside the lines', 1_190n, [{ name: 'Print', quantity: 1, totalMinor: 1_000n }]],
    ['lines over the total', 900n, [{ name: 'Print', quantity: 1, totalMinor: 1_000n }]],
    [
      'a line for nothing',
      500n,
      [
        { name: 'Card', quantity: 1, totalMinor: 500n },
        { name: 'Gift', quantity: 1, totalMinor: 0n },
      ],
    ],
    ['no line', 500n, []],
    ['a long name', 500n, [{ name: '😀'.repeat(300), quantity: 1, totalMinor: 500n }]],
  ])('adds up to the cent: %s', (_, minor, lines) => {
    const body = sent({ amount: money('USD', minor), lines });
    expect(readPaymentBody(JSON.parse(JSON.stringify(body)))).toMatchObject({ amount: body.amount });
  });

  it.each(locales)('is in a language that Mollie has: %s', (locale) => {
    const { locale: named } = readPaymentBody(JSON.parse(JSON.stringify(sent({ locale }))));
    expect(named).toMatch(new RegExp(`^${locale}_`));
  });
});
