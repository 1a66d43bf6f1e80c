import { expect, it } from 'vitest';
import { decideProviderResult } from './decide-provider-result.ts';
import { answers, attempt, attempted, later, lifeMs, now, transaction } from './testing/states.ts';
import { withUsualExpiry } from './usual-expiry.ts';

const dayMs = 86_400_000;
const waiting = (parts = {}) =>
  attempted('processing', [], {
    attempts: [attempt(1, 'requires_action', { paymentMethod: 'bank_transfer' })],
    attemptCount: 1,
    currentAttemptId: attempt(1, 'requires_action').id,
    transaction: transaction(),
    expiresAt: later(5 * dayMs),
    hasPlace: true,
    ...parts,
  });
const after = (state: ReturnType<typeof waiting>, answer: keyof typeof answers) => {
  const change = decideProviderResult(state, null, state.attempts[0]?.id ?? '', answers[answer], now);
  return withUsualExpiry(state, change, now, lifeMs / 1000).state;
};

it('a transfer that ended leaves its checkout open for the usual time, and its place is not kept for days', () => {
  expect(after(waiting(), 'canceled')).toMatchObject({ status: 'open', expiresAt: later(lifeMs) });
  expect(after(waiting(), 'declined')).toMatchObject({ status: 'open', expiresAt: later(lifeMs) });
});

it('never gives more time than there was', () => {
  expect(after(waiting({ expiresAt: later(60_000) }), 'canceled').expiresAt).toEqual(later(60_000));
});

it('leaves what is paid, still waited for, or was never a transfer as it is', () => {
  expect(after(waiting(), 'succeeded').expiresAt).toEqual(later(5 * dayMs));
  expect(after(waiting(), 'processing').expiresAt).toEqual(later(5 * dayMs));
  const byCard = waiting({ attempts: [attempt(1, 'requires_action')], expiresAt: later(2 * lifeMs) });
  expect(after(byCard, 'canceled').expiresAt).toEqual(later(2 * lifeMs));
});
