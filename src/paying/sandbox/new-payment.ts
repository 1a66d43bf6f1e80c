import type { BeginPayment } from '#paying/providers/port.ts';
import type { SecretKeys } from '#platform/config/keys.ts';
import { assert } from '#platform/kit/assert.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { drawsOf } from './draws.ts';
import { sealReturnUrl } from './secret-addresses.ts';
import type { NewSandboxPayment } from './store.ts';

export const lateSuccessAfterMs = 5_000;
const notifyBeforeReturnAfterMs = 200;

/** What the sandbox books for an attempt, by the test card. */
export function newPayment(request: BeginPayment, encryptionKeys: SecretKeys, now: Date): NewSandboxPayment {
  const { card } = request;
  assert(card, 'The sandbox needs a test card.');
  const base = {
    organizationId: request.organizationId,
    id: uuidv7(now),
    idempotencyKey: request.attemptId,
    scenario: card.scenario,
    amountMinor: String(request.amount.minor),
    currency: request.amount.currency,
    cardBrand: card.brand,
    cardLast4: card.last4,
    returnUrl: sealReturnUrl(encryptionKeys, request.attemptId, request.returnUrl),
    errorCode: null,
    decidesAfterMs: null,
    notifyAfterMs: null,
    ...drawsOf(request.attemptId),
  };
  switch (card.scenario) {
    case 'succeeds':
      return { ...base, status: 'succeeded' };
    case 'challenge':
      return { ...base, status: 'requires_action' };
    case 'late_success':
      return {
        ...base,
        status: 'processing',
        decidesAfterMs: lateSuccessAfterMs,
        notifyAfterMs: lateSuccessAfterMs,
      };
    case 'pending':
      return { ...base, status: 'processing' };
    case 'notified_before_return':
      return {
        ...base,
        status: 'processing',
        decidesAfterMs: notifyBeforeReturnAfterMs,
        notifyAfterMs: notifyBeforeReturnAfterMs,
      };
    default:
      return { ...base, status: 'declined', errorCode: card.scenario };
  }
}

/** The payment of an attempt that never reached the sandbox, and now never will. */
export function barredPayment(organizationId: string, attemptId: string, now: Date): NewSandboxPayment {
  return {
    organizationId,
    id: uuidv7(now),
    idempotencyKey: attemptId,
    scenario: 'barred',
    status: 'canceled',
    amountMinor: '0',
    currency: 'USD',
    cardBrand: null,
    cardLast4: null,
    errorCode: null,
    returnUrl: '',
    decidesAfterMs: null,
    notifyAfterMs: null,
  };
}
