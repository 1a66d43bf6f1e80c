import { assert } from '#platform/kit/assert.ts';

export type AttemptStatus =
  | 'processing'
  | 'requires_action'
  | 'succeeded'
  | 'requires_payment_method'
  | 'canceled';

/** Money that arrives is never refused: even a declined or canceled attempt may still turn out to have succeeded. */
const transitions: Readonly<Record<AttemptStatus, readonly AttemptStatus[]>> = {
  processing: ['requires_action', 'succeeded', 'requires_payment_method', 'canceled'],
  requires_action: ['processing', 'succeeded', 'requires_payment_method', 'canceled'],
  requires_payment_method: ['succeeded'],
  canceled: ['succeeded'],
  succeeded: [],
};

export type Attempt = {
  /** Also the key by which the provider knows it, so that asking twice never charges twice. */
  readonly id: string;
  readonly number: number;
  readonly status: AttemptStatus;
  readonly provider: string;
  /** With whose credentials and settings; null for a provider that needs none. */
  readonly connectionId: string | null;
  readonly providerReference: string | null;
  readonly paymentMethod: string;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly redirectUrl: string | null;
  readonly isExcess: boolean;
  /** What arrived so far, where money comes in parts. */
  readonly receivedMinor: bigint | null;
  /** Money of it that was booked as excess, beside a whole second payment. */
  readonly excessMinor: bigint;
  /** Of the book of transfers, read under the lock of the checkout; null where there is none. */
  readonly bookVersion: number | null;
  readonly attemptedAt: Date;
  /** While undecided: when the provider is asked next. */
  readonly dueAt: Date | null;
  readonly tries: number;
  /** HMAC of the idempotency key of the request that began it, in hex. */
  readonly idempotencyScope: string | null;
};

export function attemptCanChange(from: AttemptStatus, to: AttemptStatus): boolean {
  return from === to || transitions[from].includes(to);
}

export function withAttemptStatus(attempt: Attempt, status: AttemptStatus): Attempt {
  if (attempt.status === status) return attempt;
  assert(
    attemptCanChange(attempt.status, status),
    `An attempt cannot go from ${attempt.status} to ${status}.`,
  );
  return { ...attempt, status };
}

export function isUndecided(attempt: Pick<Attempt, 'status'>): boolean {
  return attempt.status === 'processing' || attempt.status === 'requires_action';
}

const askAgainSeconds = [2, 3, 5, 10, 30, 60, 300, 1_800, 3_600] as const;

/** When to ask the provider again about an attempt that stays undecided. */
export function nextDueAt(now: Date, tries: number): Date {
  const seconds = askAgainSeconds[Math.min(tries, askAgainSeconds.length - 1)] as number;
  return new Date(now.getTime() + seconds * 1000);
}
