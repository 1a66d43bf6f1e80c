import type { OfferedConnection } from '#paying/connections/way.ts';
import type { Dispute } from '#paying/providers/port.ts';
import type { CancelReason } from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import type { Locale } from '#platform/text/locales.ts';
import type { Attempt } from './attempt.ts';
import type { TransactionStatus } from './transaction.ts';

export type CheckoutStatus = 'open' | 'processing' | 'paid' | 'failed' | 'canceled' | 'expired';

/** Every way a checkout may change. Paid is final; a closed one is only ever opened by money that arrives late. */
const transitions: Readonly<Record<CheckoutStatus, readonly CheckoutStatus[]>> = {
  open: ['processing', 'canceled', 'expired', 'failed'],
  processing: ['open', 'paid', 'failed'],
  paid: [],
  failed: ['paid'],
  canceled: ['paid'],
  expired: ['paid'],
};

export const maximumAttempts = 5;

export type TransactionState = {
  readonly id: string;
  readonly status: TransactionStatus;
  readonly sequence: number;
  readonly feeMinor: bigint;
  readonly refundedMinor: bigint;
  /** In refunds that are not decided yet. */
  readonly refundPendingMinor: bigint;
  /** Tax in the refunds that did not fail. */
  readonly refundedTaxMinor: bigint;
  readonly paidAttemptId: string | null;
  readonly dispute: Dispute | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
};

/** A refund that the provider has not decided yet. */
export type PendingRefund = {
  readonly id: string;
  readonly attemptId: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: string | null;
  readonly isExcess: boolean;
  readonly createdAt: Date;
};

export type FeeTermsOfOrganization = { readonly percentThousandths: number; readonly fixedMinor: bigint };

/** A checkout with all that decides what may happen to it, as read under its lock. */
export type CheckoutState = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly paymentLinkId: string | null;
  readonly status: CheckoutStatus;
  readonly hasPlace: boolean;
  readonly currency: Currency;
  readonly pricingMode: PricingMode;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  /** Null once the buyer is forgotten. */
  readonly payerEmail: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly clientReferenceId: string | null;
  /** Where the buyer came from, as far as the page was told. */
  readonly utm: Readonly<Record<string, string>> | null;
  /** The language that the buyer read last; null where nobody has said it yet. */
  readonly locale: Locale | null;
  readonly attemptCount: number;
  readonly currentAttemptId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  readonly closedAt: Date | null;
  readonly cancelReason: CancelReason | null;
  readonly transaction: TransactionState | null;
  /** In order of their numbers. */
  readonly attempts: readonly Attempt[];
  readonly pendingRefunds: readonly PendingRefund[];
  /** With whom its seller can be paid now, beside what needs no connection. */
  readonly connections: readonly OfferedConnection[];
  /** What is held back of each payment, in thousandths of a percent of what the merchant gets, and for how long. */
  readonly reserveTerms: { readonly percentThousandths: number; readonly days: number };
  readonly organizationStatus: 'active' | 'suspended';
  readonly feeTerms: FeeTermsOfOrganization;
  /** Switched off or deleted; its open checkouts are refused at once. */
  readonly linkClosed: boolean;
  /** Until when a closed link can be taken back before its open checkouts are closed; null when that time is over. */
  readonly linkClosesAt: Date | null;
};

/** The counter row of a limited link; null when the link is unlimited. */
export type Places = { readonly maxUses: number; readonly used: number; readonly held: number };

export function canChange(from: CheckoutStatus, to: CheckoutStatus): boolean {
  return transitions[from].includes(to);
}

/** Moves a checkout along the table; anything else is a bug and stops the transaction. */
export function withStatus(state: CheckoutState, status: CheckoutStatus): CheckoutState {
  if (state.status === status) return state;
  assert(canChange(state.status, status), `A checkout cannot go from ${state.status} to ${status}.`);
  return { ...state, status };
}

/** Whether open checkouts end with their link: it is closed, and the time to take that back is over. */
export function endsWithLink(state: Pick<CheckoutState, 'linkClosed' | 'linkClosesAt'>, now: Date): boolean {
  return state.linkClosed && (state.linkClosesAt === null || state.linkClosesAt <= now);
}

export function currentAttempt(state: CheckoutState): Attempt | undefined {
  return state.attempts.find((attempt) => attempt.id === state.currentAttemptId);
}

export function attemptsLeft(state: Pick<CheckoutState, 'attemptCount'>): number {
  return Math.max(0, maximumAttempts - state.attemptCount);
}

/** What a reader is told: an open checkout past its time is expired, whether or not a job has said so yet. */
export function shownStatus(state: Pick<CheckoutState, 'status' | 'expiresAt'>, now: Date): CheckoutStatus {
  return state.status === 'open' && state.expiresAt <= now ? 'expired' : state.status;
}
