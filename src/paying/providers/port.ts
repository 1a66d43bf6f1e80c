import type { Mode } from '#platform/contract/common.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';
import type { Currency, Money } from '#platform/kit/money.ts';
import type { Locale } from '#platform/text/locales.ts';
import type { SoldLine } from './hosted-lines.ts';

export type CardOnFile = { readonly brand: string; readonly last4: string };

/** Money that was taken back from a payment, or is about to be. */
export type Dispute = {
  /** `lost`: it is gone. `open`: somebody has to decide or to act. `won`: the payment is whole again. */
  readonly status: 'open' | 'lost' | 'won';
  /** In the provider's or bank's own words or code. */
  readonly reason: string;
  /** Until when an answer is taken, where there is one to give. */
  readonly dueBy: Date | null;
  readonly amountMinor: bigint;
};

/** What may be told of a payment beside its status, in minor units of its currency. */
export type MoneyFacts = {
  /** What arrived so far, where money comes in parts. */
  readonly receivedMinor?: bigint;
  /**
   * All of the attempt's money that the payment does not take: more than its price, or a part that came too late. It is booked as
   * excess and given back; told again it changes nothing, and what was given back once is not taken back
   * unless its refund was withdrawn.
   */
  readonly extraMinor?: bigint;
  /** Refunds that were owed by themselves and will not be sent, because their money was none of this payment. */
  readonly withdrawnRefundIds?: readonly string[];
  readonly dispute?: Dispute;
  /** Every refund of the payment that the provider knows, when it tells of them: ours, and those that were made at its side. */
  readonly refunds?: readonly ListedRefund[];
  /** What the provider keeps of the payment for itself, once it says so; in the currency in which it settles. */
  readonly providerFee?: Money;
};

/** A refund as the provider lists it. */
export type ListedRefund = {
  /** The provider's own id of it. */
  readonly reference: string;
  /** Ours, by what we sent with it; null when it was made at the provider's side. */
  readonly refundId: string | null;
  readonly amountMinor: bigint;
  readonly status: ProviderRefund['status'];
};

/** How a payment stands at the provider. */
export type ProviderPayment = MoneyFacts & {
  /** The provider's own id of it. */
  readonly reference: string;
  /** Which version of a book of our own it tells: an answer that was overtaken on its way to the checkout changes nothing. */
  readonly bookVersion?: number;
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
  readonly mode: Mode;
  readonly checkoutId: string;
  /** Stable key: the same attempt always finds the same payment. */
  readonly attemptId: string;
  /** With whose credentials and settings; null for a provider that needs no connection. */
  readonly connectionId: string | null;
  readonly amount: Money;
  readonly description: string;
  /** What a page of the provider's shows; empty where there is no such page. */
  readonly lines: readonly SoldLine[];
  /** Of the buyer. */
  readonly locale: Locale;
  readonly payerEmail: string;
  /** The buyer's page of the checkout; pages of ours lie under it. */
  readonly checkoutUrl: string;
  /** Where the buyer comes back to, whatever happened. */
  readonly returnUrl: string;
  /** When the checkout ends by itself. */
  readonly expiresAt: Date;
  readonly card?: TestCard;
};

export type PaymentKey = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly connectionId: string | null;
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

/** Whose notification it is. */
export type NotifiedConnection = { readonly organizationId: string; readonly connectionId: string };

/** How a buyer pays: on our own page, on a page of the provider's, or by a transfer from their bank. */
export type WayKind = 'card_form' | 'redirect' | 'transfer';

/** What a provider can do, where they differ. */
export type Capabilities = {
  /** Ends a payment that waits for its buyer whenever it is asked; otherwise it may answer that it still waits. */
  readonly expire: boolean;
  readonly partialRefund: boolean;
  /** For how long payments can be given back; null without an end. */
  readonly refundAfterDays: number | null;
  /** The shortest time that its page stays open; null where it ends whenever we say. */
  readonly minExpiryMinutes: number | null;
  readonly currencies: readonly Currency[];
  /** Whether money that a buyer sent may take days to be there. */
  readonly settlesLate: boolean;
};

/**
 * What Linktill asks of whoever moves the money. The shape is redirect-first: a provider may answer `begin` with a
 * page of its own, and everything after that arrives by return, notification or question, in any order.
 *
 * Every call is idempotent by its key. A call that throws leaves the outcome unknown; `find` settles it later.
 */
export type Provider = {
  readonly name: string;
  /** As buyers read it: how they pay, not with whom. */
  readonly label: string;
  readonly kind: WayKind;
  readonly capabilities: Capabilities;
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
  /**
   * Reads a notification after checking its signature; undefined when the signature is wrong.
   *
   * @param at the connection at whose address it arrived, whose secret signs it; null for a provider that needs none
   */
  readNotification(
    rawBody: Buffer,
    headers: Readonly<Record<string, string>>,
    at: NotifiedConnection | null,
  ): Promise<ProviderNotification[] | undefined>;
  /** Payouts of a connection since a moment, where the provider tells of them. */
  readonly listPayouts?: (connection: NotifiedConnection, since: Date) => Promise<readonly ProviderPayout[]>;
};

/** Money that a provider sent to the merchant's bank, and what it is made of; the amount is the sum of its parts. */
export type ProviderPayout = {
  /** The provider's own id of it. */
  readonly reference: string;
  readonly amount: Money;
  readonly status: 'pending' | 'paid' | 'failed';
  /** The day on which it is in the bank, as the provider expects it. */
  readonly arrivesOn: string;
  readonly paymentsMinor: bigint;
  /** Below zero, as are fees and lost disputes. */
  readonly refundsMinor: bigint;
  readonly feesMinor: bigint;
  readonly disputesMinor: bigint;
  readonly otherMinor: bigint;
};

/** The providers of this installation. */
export type Providers = {
  byName(name: string): Provider | undefined;
  /** Those that serve a mode without any connection, in order. */
  builtIn(mode: Mode): readonly Provider[];
};
