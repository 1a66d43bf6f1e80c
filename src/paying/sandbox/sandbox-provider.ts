import type { Capabilities, Provider, ProviderPayment } from '#paying/providers/port.ts';
import { readDeclineCode } from '#platform/contract/declines.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import type { Database } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Clock } from '#platform/kit/clock.ts';
import { currencies } from '#platform/kit/money.ts';
import { barredPayment, newPayment } from './new-payment.ts';
import { bookRefund } from './refunds/book-refund.ts';
import { type AddressSecrets, challengeUrl, openReturnUrl } from './secret-addresses.ts';
import {
  cancelPayment,
  findPaymentsByKey,
  insertPayments,
  type NewSandboxPayment,
  type SandboxPayment,
} from './store.ts';
import { readTestCard } from './test-cards.ts';

export type SandboxOptions = {
  readonly database: Database;
  readonly clock: Clock;
} & AddressSecrets;

export const sandboxCapabilities: Capabilities = {
  expire: true,
  partialRefund: true,
  refundAfterDays: null,
  minExpiryMinutes: null,
  currencies,
  settlesLate: false,
};

/**
 * The embedded provider: it stands for a bank and keeps a book of its own, in transactions of its own, so that the
 * way through is the same as with a live one. It serves no live payment.
 */
export function createSandboxProvider(options: SandboxOptions): Provider {
  const { database, clock } = options;
  const toPayment = (payment: SandboxPayment) => showPayment(payment, options);

  const book = coalesce<NewSandboxPayment, SandboxPayment>({
    groupOf: (payment) => payment.organizationId,
    runBatch: (payments) => bookPayments(database, clock, payments),
  });

  const find = async (organizationId: string, attemptId: string): Promise<SandboxPayment | undefined> =>
    (await findPaymentsByKey(database, organizationId, [attemptId], clock.offsetMs))[0];

  return {
    name: 'sandbox',
    label: 'Test card',
    kind: 'card_form',
    capabilities: sandboxCapabilities,
    modes: ['sandbox'],
    readTestCard,
    begin: async (request) => {
      const payment = await book(newPayment(request, options.encryptionKeys, clock.now()));
      if (payment.answerLost)
        throw new Error('The simulator of the sandbox lost the answer to this payment.');
      return toPayment(payment);
    },
    find: async (key) => {
      const payment = await find(key.organizationId, key.attemptId);
      return payment && toPayment(payment);
    },
    expire: async ({ organizationId, attemptId }) => {
      const cancel = () => cancelPayment(database, organizationId, attemptId, clock.offsetMs);
      const canceled = await cancel();
      if (canceled) return toPayment(canceled);
      // A payment that was never begun is barred: a late `begin` with this key finds it canceled.
      const barred = barredPayment(organizationId, attemptId, clock.now());
      await insertPayments(database, [barred], clock.offsetMs);
      const payment = (await cancel()) ?? (await find(organizationId, attemptId));
      assert(payment, 'A payment that was just written is there.');
      return toPayment(payment);
    },
    refund: (request) => bookRefund(database, request, clock.offsetMs),
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

/** The book's entry in the words of the port. */
export function showPayment(payment: SandboxPayment, secrets: AddressSecrets): ProviderPayment {
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
      return { ...base, status: 'declined', errorCode: readDeclineCode(payment.errorCode) };
    case 'requires_action':
      return {
        ...base,
        status: 'requires_action',
        redirectUrl: challengeUrl(secrets, payment.id),
      };
    case 'processing':
      return payment.scenario === 'notified_before_return'
        ? { ...base, status: 'requires_action', redirectUrl: openReturnUrl(secrets.encryptionKeys, payment) }
        : { ...base, status: 'processing' };
  }
}
