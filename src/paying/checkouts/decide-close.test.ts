import { describe, expect, it } from 'vitest';
import type { CheckoutState } from './checkout.ts';
import { type CloseDecision, decideCancel, decideExpire } from './decide-close.ts';
import { attempted, checkout, later, lifeMs, now, paidCheckout, uuid } from './testing/states.ts';

const transactionId = uuid(201);
const byBuyer = (state: CheckoutState, at = now) =>
  decideCancel(state, { reason: 'buyer', transactionId }, at);
const byLink = (state: CheckoutState, at = now) =>
  decideCancel(state, { reason: 'link_closed', transactionId }, at);

function closed(decision: CloseDecision) {
  if (decision.verdict !== 'closed') throw new Error(`Not closed: ${decision.verdict}`);
  return decision.change;
}

const closedStates = [
  checkout({ status: 'canceled' }),
  checkout({ status: 'failed' }),
  checkout({ status: 'expired' }),
  paidCheckout(),
];

describe('cancel by the buyer', () => {
  it('frees the place and leaves a canceled transaction without an attempt', () => {
    const { state, counters, tells } = closed(byBuyer(checkout({ hasPlace: true })));
    expect(state).toMatchObject({
      status: 'canceled',
      hasPlace: false,
      closedAt: now,
      attempts: [],
      transaction: { id: transactionId, status: 'canceled' },
    });
    expect(counters.held).toBe(-1);
    expect(tells).toBe(true);
  });

  it('cancels the transaction of declined attempts and keeps their history', () => {
    const open = attempted('open', ['requires_payment_method']);
    const { state } = closed(byBuyer(open));
    expect(state.transaction).toMatchObject({ id: open.transaction?.id, status: 'canceled' });
    expect(state.attempts).toEqual(open.attempts);
  });

  it('changes nothing once closed or once the time is over', () => {
    for (const state of closedStates) expect(byBuyer(state).verdict).toBe('unchanged');
    expect(byBuyer(checkout(), later(lifeMs)).verdict).toBe('unchanged');
  });
});

describe('cancel because the link was closed', () => {
  it('makes no transaction where there was no attempt', () => {
    const { state, tells } = closed(byLink(checkout({ hasPlace: true })));
    expect(state).toMatchObject({ status: 'canceled', hasPlace: false, transaction: null });
    expect(tells).toBe(false);
  });

  it('cancels the transaction of declined attempts', () => {
    const { state, tells } = closed(byLink(attempted('open', ['requires_payment_method'])));
    expect(state.transaction?.status).toBe('canceled');
    expect(tells).toBe(true);
  });
});

describe('expiry', () => {
  const over = later(lifeMs + 5_000);

  it('waits for the grace, so that a payment begun in time is never overtaken', () => {
    expect(decideExpire(checkout(), later(lifeMs + 4_999)).verdict).toBe('unchanged');
    expect(decideExpire(checkout(), over).verdict).toBe('closed');
  });

  it('frees the place, and makes no transaction where there was no attempt', () => {
    const { state, counters, tells } = closed(decideExpire(checkout({ hasPlace: true }), over));
    expect(state).toMatchObject({ status: 'expired', hasPlace: false, transaction: null, closedAt: over });
    expect(counters).toMatchObject({ held: -1, used: 0 });
    expect(tells).toBe(false);
  });

  it('fails the transaction of declined attempts, once', () => {
    const { state, tells } = closed(decideExpire(attempted('open', ['requires_payment_method']), over));
    expect(state).toMatchObject({ status: 'expired', transaction: { status: 'failed' } });
    expect(tells).toBe(true);
    expect(decideExpire(state, over).verdict).toBe('unchanged');
  });

  it('finishes what a start statement left of a lapsed checkout: the transaction of declined attempts', () => {
    const lapsed = attempted('expired', ['requires_payment_method']);
    const { state, counters, tells } = closed(decideExpire(lapsed, over));
    expect(state.transaction?.status).toBe('failed');
    expect(counters.held).toBe(0);
    expect(tells).toBe(true);
    expect(decideExpire(checkout({ status: 'expired' }), over).verdict).toBe('unchanged');
  });

  it('leaves what is paid, canceled or failed alone', () => {
    for (const state of closedStates) expect(decideExpire(state, over).verdict).toBe('unchanged');
  });
});

describe('an attempt that is not decided', () => {
  const over = later(lifeMs + 5_000);

  it('keeps the checkout and its place while it is submitted', () => {
    const state = attempted('processing', ['processing'], { hasPlace: true });
    expect(byBuyer(state).verdict).toBe('in_progress');
    expect(byLink(state).verdict).toBe('in_progress');
    expect(decideExpire(state, over).verdict).toBe('in_progress');
  });

  it('is first ended at the provider while it waits for the buyer', () => {
    const state = attempted('processing', ['requires_payment_method', 'requires_action']);
    const first = { verdict: 'expire_first', attemptId: state.currentAttemptId, providerReference: null };
    expect(byBuyer(state)).toEqual(first);
    expect(byLink(state)).toEqual(first);
    expect(decideExpire(state, over)).toEqual(first);
  });
});
