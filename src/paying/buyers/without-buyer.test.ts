import { describe, expect, it } from 'vitest';
import { withoutBuyer } from './without-buyer.ts';

const told = {
  event: 'transaction.status_changed',
  transaction_id: 'TX1',
  payment_link_id: null as string | null,
  client_reference_id: 'customer-7',
  utm: { utm_source: 'letter' },
  amount: '10.00',
  payer_email: 'maja@example.com',
  depositAttempts: [{ status: 'succeeded', card: { brand: 'visa', last4: '4242' } }],
  metadata: { order: '7' },
};

describe('an event without its buyer', () => {
  it('keeps every field, its order and every amount, and loses who it was', () => {
    expect(withoutBuyer(JSON.stringify(told))).toBe(
      '{"event":"transaction.status_changed","transaction_id":"TX1","payment_link_id":null,"client_reference_id":null,"utm":{},' +
        '"amount":"10.00","payer_email":null,"depositAttempts":[{"status":"succeeded","card":null}],"metadata":{}}',
    );
  });

  it('keeps the metadata of a link, which are no buyer’s', () => {
    const text = withoutBuyer(JSON.stringify({ ...told, payment_link_id: 'link' }));
    expect(JSON.parse(text).metadata).toEqual({ order: '7' });
  });

  it.each([
    ['late_payment', 'late_payment'],
    ['excess_charge', 'excess_charge'],
    ['Maja did not like it', null],
    [null, null],
  ])('of a refund for the reason %j says %j', (reason, said) => {
    expect(JSON.parse(withoutBuyer(JSON.stringify({ event: 'refund.status_changed', reason }))).reason).toBe(
      said,
    );
  });

  it('is the same when it is taken out again', () => {
    const once = withoutBuyer(JSON.stringify(told));
    expect(withoutBuyer(once)).toBe(once);
  });
});
