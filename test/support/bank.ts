import { timingSafeEqual } from 'node:crypto';
import type { BeginPayment, PaymentKey, Provider, ProviderPayment } from '#paying/providers/port.ts';
import { sandboxCapabilities } from '#paying/sandbox/sandbox-provider.ts';
import { readTestCard } from '#paying/sandbox/test-cards.ts';

type Behaviour = {
  /** What a payment becomes that reaches the bank. */
  decides?: (request: BeginPayment) => 'succeeded' | 'declined' | 'requires_action' | 'processing';
  /** Runs before the bank hears of a payment; throwing here loses the request on its way. */
  beforeBooking?: () => void | Promise<void>;
  /** Runs after the payment is in the book; throwing here loses the answer. */
  afterBooking?: () => void | Promise<void>;
  /** Runs before every other question. */
  beforeAnswer?: () => void | Promise<void>;
};

export type Bank = {
  readonly provider: Provider;
  /** Every payment by the attempt that asked for it. */
  readonly book: Map<string, ProviderPayment>;
  /** How often `begin` was asked, by attempt. */
  readonly asked: Map<string, number>;
  behave(behaviour: Behaviour): void;
  /** The attempts that took money. */
  charged(): string[];
  /** A notification as this bank sends it, signed. */
  notification(organizationId: string, attemptId: string, payment: ProviderPayment): SignedBody;
};

type SignedBody = { readonly body: string; readonly headers: Record<string, string> };

const secret = 'the-secret-of-the-test-bank';

/**
 * A bank in memory that stands in the sandbox's place, whose line to us can be cut at any moment. It keeps the rules
 * of the port: one payment an attempt, and an attempt that was ended stays ended.
 */
export function createBank(name = 'sandbox'): Bank {
  const book = new Map<string, ProviderPayment>();
  const asked = new Map<string, number>();
  let behaviour: Behaviour = {};

  const paymentOf = (request: BeginPayment): ProviderPayment => {
    const base = { reference: `bank_${request.attemptId}` };
    const status = behaviour.decides?.(request) ?? 'succeeded';
    if (status === 'requires_action') return { ...base, status, redirectUrl: 'https://bank.example/page' };
    if (status === 'declined') return { ...base, status, errorCode: 'card_declined' };
    return { ...base, status };
  };

  const provider: Provider = {
    name,
    label: 'Card',
    kind: 'card_form',
    capabilities: sandboxCapabilities,
    modes: ['sandbox'],
    readTestCard,
    begin: async (request) => {
      asked.set(request.attemptId, (asked.get(request.attemptId) ?? 0) + 1);
      await behaviour.beforeBooking?.();
      const payment = book.get(request.attemptId) ?? paymentOf(request);
      book.set(request.attemptId, payment);
      await behaviour.afterBooking?.();
      return payment;
    },
    find: async ({ attemptId }) => {
      await behaviour.beforeAnswer?.();
      return book.get(attemptId);
    },
    expire: async ({ attemptId }: PaymentKey) => {
      await behaviour.beforeAnswer?.();
      const known = book.get(attemptId);
      if (known && known.status !== 'requires_action') return known;
      const canceled = { reference: `bank_${attemptId}`, status: 'canceled' as const };
      book.set(attemptId, canceled);
      return canceled;
    },
    refund: async ({ refundId }) => ({ reference: refundId, status: 'succeeded' }),
    readNotification: async (rawBody, headers) => {
      const given = Buffer.from(headers['x-bank-secret'] ?? '');
      const isSigned = given.length === secret.length && timingSafeEqual(given, Buffer.from(secret));
      return isSigned ? [JSON.parse(rawBody.toString('utf8'))] : undefined;
    },
  };

  return {
    provider,
    book,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    charged: () => [...book].flatMap(([id, { status }]) => (status === 'succeeded' ? [id] : [])),
    notification: (organizationId, attemptId, payment) => ({
      body: JSON.stringify({ organizationId, attemptId, payment }),
      headers: { 'content-type': 'text/plain', 'x-bank-secret': secret },
    }),
  };
}

/** A gate that work waits at until the test opens it. */
export function createGate(): { readonly wait: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open: () => open() };
}
