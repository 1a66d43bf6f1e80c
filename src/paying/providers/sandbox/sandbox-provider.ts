import {
  type BeginPayment,
  type DeclineCode,
  declineCodes,
  type Provider,
  type ProviderPayment,
} from '#paying/providers/port.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import type { Database } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Clock } from '#platform/kit/clock.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import {
  cancelPayment,
  findPaymentsByKey,
  insertPayments,
  type NewSandboxPayment,
  type SandboxPayment,
} from './store.ts';
import { readTestCard } from './test-cards.ts';

export const lateSuccessAfterMs = 5_000;
const notifyBeforeReturnAfterMs = 200;

export type SandboxOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
};

/**
 * The embedded provider: it stands for a bank and keeps a book of its own, in transactions of its own, so that the
 * way through is the same as with a live one. It serves no live payment.
 */
export function createSandboxProvider(options: SandboxOptions): Provider {
  const { database, clock } = options;
  const toPayment = (payment: SandboxPayment) => showPayment(payment, options.publicUrl);

  const book = coalesce<NewSandboxPayment, SandboxPayment>({
    groupOf: (payment) => payment.organizationId,
    runBatch: (payments) => bookPayments(database, clock, payments),
  });

  const find = async (organizationId: string, attemptId: string): Promise<SandboxPayment | undefined> =>
    (await findPaymentsByKey(database, organizationId, [attemptId], clock.offsetMs))[0];

  return {
    name: 'sandbox',
    modes: ['sandbox'],
    readTestCard,
    begin: async (request) => toPayment(await book(newPayment(request, clock.now()))),
    find: async (key) => {
      const payment = await find(key.organizationId, key.attemptId);
      return payment && toPayment(payment);
    },
    expire: async (key) => {
      // A payment that was never begun is barred: a late `begin` with this key finds it canceled.
      await insertPayments(
        database,
        [barred(key.organizationId, key.attemptId, clock.now())],
        clock.offsetMs,
      );
      await cancelPayment(database, key.organizationId, key.attemptId, clock.offsetMs);
      const payment = await find(key.organizationId, key.attemptId);
      assert(payment, 'A payment that was just written is there.');
      return toPayment(payment);
    },
    refund: async (request) => ({ reference: request.refundId, status: 'succeeded' }),
    readNotification: async () => undefined,
  };
}

async function bookPayments(
  database: Database,
  clock: Clock,
  payments: NewSandboxPayment[],
): Promise<SandboxPayment[]> {
  await insertPayments(database, payments, clock.offsetMs);
  const organizationId = payments[0]?.organizationId as string;
  const found = await findPaymentsByKey(
    database,
    organizationId,
    payments.map((payment) => payment.idempotencyKey),
    clock.offsetMs,
  );
  const byKey = new Map(found.map((payment) => [payment.idempotencyKey, payment]));
  return payments.map((payment) => byKey.get(payment.idempotencyKey) as SandboxPayment);
}

function newPayment(request: BeginPayment, now: Date): NewSandboxPayment {
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
    returnUrl: request.returnUrl,
    errorCode: null,
    decidesAfterMs: null,
    notifyAfterMs: null,
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

function barred(organizationId: string, attemptId: string, now: Date): NewSandboxPayment {
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

/** The book's entry in the words of the port. */
export function showPayment(payment: SandboxPayment, publicUrl: string): ProviderPayment {
  const base = {
    reference: payment.id,
    ...(payment.cardBrand && payment.cardLast4
      ? { card: { brand: payment.cardBrand, last4: payment.cardLast4 } }
      : {}),
  };
  switch (payment.status) {
    case 'succeeded':
    case 'canceled':
      return { ...base, status: payment.status };
    case 'declined':
      return { ...base, status: 'declined', errorCode: declineCode(payment.errorCode) };
    case 'requires_action':
      return {
        ...base,
        status: 'requires_action',
        redirectUrl: `${publicUrl}/sandbox/challenge/${payment.id}`,
      };
    case 'processing':
      return payment.scenario === 'notified_before_return'
        ? { ...base, status: 'requires_action', redirectUrl: payment.returnUrl }
        : { ...base, status: 'processing' };
  }
}

function declineCode(code: string | null): DeclineCode {
  return declineCodes.find((candidate) => candidate === code) ?? 'card_declined';
}
