/**
 * What pages show, shaped like the JSON of the public API, so that a route passes on what the use-cases answer and
 * adds little. Money is a decimal string beside its currency; times are RFC 3339, but a checkout's `expires_at` is in
 * Unix seconds, as its API has it. Nothing here is looked up or computed.
 */
import type { Static } from 'typebox';
import type {
  BillingAnswer,
  CancelReason,
  CheckoutStateAnswer,
  conversionSchema,
  SellerAnswer,
  WayAnswer,
} from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';
import type { PreviewAnswer, PricedLineAnswer } from '#platform/contract/payment-links.ts';
import type { ReceiptAnswer } from '#platform/contract/receipts.ts';
import type { TransferAnswer } from '#platform/contract/transfers.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { PricingMode } from '#platform/kit/tax.ts';

/** Every time on a page is told in the seller's zone. */
export type SellerView = SellerAnswer;
export type LineView = PricedLineAnswer;
export type ConversionView = NonNullable<Static<typeof conversionSchema>>;
export type BillingView = BillingAnswer;
/** The brand as providers write it (`visa`) or as it is (`Visa`). */
export type CardView = { readonly brand: string | null; readonly last4: string };

export type OrderView = {
  readonly currency: Currency;
  readonly pricing_mode: PricingMode;
  readonly products: readonly LineView[];
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  /** How prices came from the link's own currency into the one shown. */
  readonly conversion: ConversionView | null;
};

export type FieldErrorView = { readonly field: string; readonly message: string };

/** One sentence above a form about what the last request came to. */
export type NoticeView =
  | {
      readonly kind:
        | 'renewed'
        | 'place_held'
        | 'not_renewable'
        | 'others_first'
        | 'out_of_bounds'
        | 'currency_unavailable'
        | 'way_gone'
        | 'unavailable';
    }
  | { readonly kind: 'too_many_tries' | 'kept_for_others'; readonly retry_after_seconds: number };

/** The public preview of a link, its lines and sums in the currency that the page shows. */
export type LinkView = OrderView &
  Pick<PreviewAnswer, 'id' | 'mode' | 'currencies' | 'expires_at' | 'remaining_uses'> & {
    readonly organization: SellerView;
  };

export type BillingFormView = {
  /** Typed before, or prefilled: by field name (`billing_email`, …). */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldErrorView[];
  /** `utm_*` and `client_reference_id` of the address, to go along with the start. */
  readonly hidden: Readonly<Record<string, string>>;
  /** Used once: the same nonce with the same content starts no second checkout. */
  readonly nonce: string;
};

export type LinkPageView = {
  readonly link: LinkView;
  readonly form: BillingFormView;
  readonly notice: NoticeView | null;
  /** How long a place is kept after the start. */
  readonly hold_seconds: number;
  /** Where the form is sent: the link, or the checkout that its buyer holds already. */
  readonly form_path: string;
  /** What the reader holds already; `expires_at` in Unix seconds. */
  readonly held: Pick<CheckoutStateAnswer, 'expires_at' | 'has_place'> | null;
};

export type CheckoutView = OrderView &
  Pick<
    CheckoutStateAnswer,
    'mode' | 'organization' | 'expires_at' | 'has_place' | 'renewable' | 'attempts_left'
  > & {
    readonly token: string;
    readonly billing: BillingView | null;
    readonly attempts_limit: number;
    /** When it may be given more time that it cannot be given now; null when never, or when it can be. */
    readonly renewable_in_seconds: number | null;
    /** Where the buyer may change the billing details, if anywhere. */
    readonly change_url: string | null;
  };

/** Why an attempt came to nothing: a bank's refusal, or `returned` when the buyer left the provider's page by its cancel button. */
export type FailureCode = DeclineCode | 'returned';

export type DeclineView = {
  readonly code: FailureCode;
  readonly card: CardView | null;
  readonly attempted_at: string | null;
};

export type CardFormView = {
  /** `number`, `expiry`, `cvc`, `name` as typed; a route decides what may be shown again. */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldErrorView[];
  readonly decline: DeclineView | null;
  readonly nonce: string;
};

/** A way to pay, and for how long choosing it keeps the checkout. */
export type WayView = WayAnswer & {
  readonly hold: { readonly days: number; readonly keeps_place: boolean } | null;
};

export type CheckoutPageView = {
  readonly checkout: CheckoutView;
  readonly form: CardFormView;
  readonly notice: NoticeView | null;
  readonly ways: readonly WayView[];
  /** The id of the one that is chosen at first. */
  readonly way: string | null;
  /** Live only: whose page takes the payment, such as "Stripe". */
  readonly provider_name: string | null;
};

export type ChallengeView = {
  readonly organization: SellerView;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly amount: string;
  readonly card: CardView | null;
  readonly asked_at: string;
  /** Where the form posts `outcome`: `approve`, `refuse` or `abandon`. */
  readonly action: string;
};

export type ProcessingView = {
  readonly token: string;
  readonly organization: SellerView;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly amount: string;
  readonly card: CardView | null;
  readonly payer_email: string | null;
  readonly transaction_id: string | null;
  readonly submitted_at: string | null;
  readonly has_place: boolean;
  /** Set while the buyer has to act at the bank or provider: a path of ours, or an http(s) address. */
  readonly next_action_url: string | null;
};

/** What to send by bank, and how far it is. */
export type TransferView = {
  readonly token: string;
  readonly organization: SellerView;
  readonly mode: Mode;
  readonly order: OrderView;
  readonly transfer: TransferAnswer;
  /** Modules of the code for banking apps; null when nothing is to be sent. */
  readonly code: readonly (readonly boolean[])[] | null;
  readonly payer_email: string | null;
  /** Whether there is anything else to choose. */
  readonly has_other_ways: boolean;
  /** `none` where others may take the place meanwhile; `unlimited` where the offer has none to keep. */
  readonly place: 'kept' | 'none' | 'unlimited';
  readonly receipt_path: string;
};

export type ReceiptView = OrderView &
  Pick<ReceiptAnswer, 'number' | 'transaction_id' | 'organization' | 'mode' | 'status'> &
  Pick<ReceiptAnswer, 'refunded_amount' | 'paid_at' | 'card'> & {
    readonly billing: BillingView | null;
    readonly signature: {
      readonly value: string;
      readonly key_id: string;
      /** The signed file, and how it is verified. */
      readonly file_url: string;
      readonly guide_url: string;
    } | null;
    readonly pdf_url: string | null;
  };

/** The one page that leaves for another site, so that no form ever redirects there. */
export type LeaveView = {
  readonly organization: SellerView;
  readonly mode: Mode;
  /** http(s) only; anything else throws. */
  readonly url: string;
  readonly reason: 'provider' | 'paid' | 'canceled' | 'failed';
};

type OfSeller = { readonly organization: SellerView; readonly mode: Mode };
type Amount = { readonly currency: Currency; readonly amount: string };

/** A page that ends somewhere: each kind has its own words, status and next step. */
export type AnnouncementView =
  | { readonly kind: 'page_not_found' }
  | { readonly kind: 'foreign_form'; readonly page_path: string | null }
  | { readonly kind: 'link_not_found' }
  | { readonly kind: 'checkout_not_found' }
  /** `retry_path` is the GET address that shows where things stand, when there is one. */
  | { readonly kind: 'unavailable'; readonly retry_path: string | null }
  | { readonly kind: 'error'; readonly request_id: string | null; readonly retry_path: string | null }
  | {
      readonly kind: 'too_many_requests';
      readonly retry_after_seconds: number;
      readonly retry_path: string | null;
    }
  | (OfSeller & { readonly kind: 'link_inactive' })
  | (OfSeller & { readonly kind: 'link_deleted' })
  | (OfSeller & { readonly kind: 'link_used_up' })
  | (OfSeller & { readonly kind: 'link_expired'; readonly expires_at: string | null })
  | (OfSeller & {
      readonly kind: 'link_held';
      readonly release_at: string | null;
      readonly retry_path: string;
    })
  | (OfSeller & {
      readonly kind: 'checkout_canceled';
      /** Who canceled it; null where that is not known. */
      readonly reason: CancelReason | null;
      readonly start_url: string | null;
    })
  | (OfSeller & { readonly kind: 'checkout_failed'; readonly start_url: string | null })
  | (OfSeller & {
      readonly kind: 'checkout_expired';
      readonly expires_at: number;
      readonly start_url: string | null;
    })
  | (OfSeller & Amount & { readonly kind: 'checkout_paid'; readonly receipt_url: string | null })
  | (OfSeller & Amount & { readonly kind: 'checkout_refunded'; readonly receipt_url: string | null })
  | (OfSeller & Amount & { readonly kind: 'late_payment' });

export type AnnouncementKind = AnnouncementView['kind'];
