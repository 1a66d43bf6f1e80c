import type { Mode } from '#platform/contract/common.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';
import type { Money } from '#platform/kit/money.ts';

export type CardOnFile = { readonly brand: string; readonly last4: string };

/** How a payment stands at the provider. */
export type ProviderPayment = {
  /** The provider's own id of it. */
  readonly reference: string;
  readonly card?: CardOnFile;
} & (
  | { readonly status: 'succeeded' }
  | { readonly status: 'declined'; readonly errorCode: DeclineCode }
  /** The buyer has to go to `redirectUrl`: a challenge, or the provider's hosted page. */
  | { readonly status: 'requires_action'; readonly redirectUrl: string }
  /** Submitted; the provider tells later. */
  | { readonly status: 'processing' }
  /** Ended without money: expired by us, or the buyer turned back on the provider's page. */
  | { readonly status: 'canceled' }
);

/** A sandbox card, reduced to what may be kept; no number ever passes this type. */
export type TestCard = { readonly scenario: string; readonly brand: string; readonly last4: string };

/** A card as it was typed. It lives for one call and is never stored or logged. */
export type CardInput = {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly cvc: string;
};

export type BeginPayment = {
  readonly organizationId: string;
  /** Stable key: the same attempt always finds the same payment. */
  readonly attemptId: string;
  readonly amount: Money;
  readonly description: string;
  readonly payerEmail: string;
  /** Where the buyer comes back to, whatever happened. */
  readonly returnUrl: string;
  readonly expiresAt: Date;
  readonly card?: TestCard;
};

export type PaymentKey = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly reference: string | null;
};

export type RefundPayment = PaymentKey & {
  /** Stable key: the same refund is never made twice. */
  readonly refundId: string;
  readonly amount: Money;
};
export type ProviderRefund = {
  readonly reference: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
};

export type ProviderNotification = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly payment: ProviderPayment;
};

/**
 * What Linktill asks of whoever moves the money. The shape is redirect-first: a provider may answer `begin` with a
 * page of its own, and everything after that arrives by return, notification or question, in any order.
 *
 * Every call is idempotent by its key. A call that throws leaves the outcome unknown; `find` settles it later.
 */
export type Provider = {
  readonly name: string;
  readonly modes: readonly Mode[];
  /**
   * Present where our own page takes the card, which is the sandbox only: real numbers never reach this server.
   * Throws 400 for anything but a test card, and gives back nothing from which a number could be told.
   */
  readonly readTestCard?: (card: CardInput, now: Date) => TestCard;
  begin(request: BeginPayment): Promise<ProviderPayment>;
  /** How the payment of an attempt stands; undefined when the provider never heard of it. */
  find(key: PaymentKey): Promise<ProviderPayment | undefined>;
  /**
   * Ends a payment that was not submitted, and bars its attempt for good: a `begin` that arrives later finds it
   * canceled. Answers how the payment stands then; "succeeded" when the buyer was faster.
   */
  expire(key: PaymentKey): Promise<ProviderPayment>;
  refund(request: RefundPayment): Promise<ProviderRefund>;
  /** Reads a notification after checking its signature; undefined when the signature is wrong. */
  readNotification(
    rawBody: Buffer,
    headers: Readonly<Record<string, string>>,
  ): Promise<ProviderNotification[] | undefined>;
};

/** The providers of this installation: who serves an organization's payments in a mode. */
export type Providers = {
  forMode(organizationId: string, mode: Mode): Provider | undefined;
  byName(name: string): Provider | undefined;
};
