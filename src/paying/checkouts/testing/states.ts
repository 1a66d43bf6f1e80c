import type { ProviderPayment } from '#paying/providers/port.ts';
import type { Attempt, AttemptStatus } from '../attempt.ts';
import type { CheckoutState, CheckoutStatus, Places, TransactionState } from '../checkout.ts';

/** Half past nine on a day of no importance; checkouts made here live for thirty minutes. */
export const now = new Date('2026-03-02T09:30:00.000Z');
export const lifeMs = 1_800_000;

export function later(ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** Checkout 1 of link 1: 59.98 USD with 10.00 tax, a fee of 3 % and 30 cents, and no attempt yet. */
export function checkout(parts: Partial<CheckoutState> = {}): CheckoutState {
  return {
    organizationId: uuid(9),
    id: uuid(1),
    mode: 'sandbox',
    paymentLinkId: uuid(8),
    status: 'open',
    hasPlace: false,
    currency: 'USD',
    pricingMode: 'TAX_INCLUSIVE',
    taxMinor: 1_000n,
    totalMinor: 5_998n,
    payerEmail: 'maja@example.com',
    metadata: {},
    clientReferenceId: null,
    utm: null,
    locale: null,
    attemptCount: 0,
    currentAttemptId: null,
    createdAt: now,
    expiresAt: later(lifeMs),
    paidAt: null,
    closedAt: null,
    cancelReason: null,
    transaction: null,
    attempts: [],
    pendingRefunds: [],
    connections: [],
    reserveTerms: { percentThousandths: 0, days: 0 },
    organizationStatus: 'active',
    feeTerms: { percentThousandths: 3_000, fixedMinor: 30n },
    linkClosed: false,
    linkClosesAt: null,
    ...parts,
  };
}

export function attempt(number: number, status: AttemptStatus, parts: Partial<Attempt> = {}): Attempt {
  return {
    id: uuid(100 + number),
    number,
    status,
    provider: 'sandbox',
    connectionId: null,
    providerReference: null,
    paymentMethod: 'card',
    cardBrand: 'visa',
    cardLast4: '4242',
    errorCode: null,
    errorMessage: null,
    redirectUrl: null,
    isExcess: false,
    receivedMinor: null,
    excessMinor: 0n,
    bookVersion: null,
    attemptedAt: now,
    dueAt: null,
    tries: 0,
    idempotencyScope: null,
    ...parts,
  };
}

export function transaction(parts: Partial<TransactionState> = {}): TransactionState {
  return {
    id: uuid(50),
    status: 'processing',
    sequence: 1,
    feeMinor: 0n,
    refundedMinor: 0n,
    refundPendingMinor: 0n,
    refundedTaxMinor: 0n,
    paidAttemptId: null,
    dispute: null,
    createdAt: now,
    paidAt: null,
    ...parts,
  };
}

/** A checkout after attempts with these outcomes; the last is the current one. */
export function attempted(
  status: CheckoutStatus,
  outcomes: readonly AttemptStatus[],
  parts: Partial<CheckoutState> = {},
): CheckoutState {
  const attempts = outcomes.map((outcome, index) => attempt(index + 1, outcome));
  return checkout({
    status,
    attempts,
    attemptCount: attempts.length,
    currentAttemptId: attempts.at(-1)?.id ?? null,
    transaction: transaction({ sequence: attempts.length }),
    ...parts,
  });
}

export function paidCheckout(parts: Partial<CheckoutState> = {}): CheckoutState {
  const [first] = [attempt(1, 'succeeded')];
  return attempted('paid', ['succeeded'], {
    transaction: transaction({ status: 'paid', paidAttemptId: first?.id ?? null, paidAt: now }),
    paidAt: now,
    closedAt: now,
    ...parts,
  });
}

export function places(maxUses: number, used = 0, held = 0): Places {
  return { maxUses, used, held };
}

const reference = 'pay_1';
export const answers = {
  succeeded: { reference, status: 'succeeded', card: { brand: 'visa', last4: '4242' } },
  declined: { reference, status: 'declined', errorCode: 'card_declined' },
  canceled: { reference, status: 'canceled' },
  requiresAction: { reference, status: 'requires_action', redirectUrl: 'https://bank.example/challenge' },
  processing: { reference, status: 'processing' },
} as const satisfies Record<string, ProviderPayment>;

export function uuid(number: number): string {
  return `01950000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** The way of the sandbox, as attempts begin by it. */
export const cardForm = { provider: 'sandbox', kind: 'card_form', connectionId: null, hold: null } as const;

/** A bank transfer that is waited for five days. */
export const transfer = {
  provider: 'bank',
  kind: 'transfer',
  connectionId: uuid(70),
  hold: { days: 5, keepsPlace: true },
} as const;
