import { sql } from 'kysely';
import type { CancelReason } from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { SellerAddress } from '#platform/contract/organizations.ts';
import { databaseNow } from '#platform/db/database.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import type { Locale } from '#platform/text/locales.ts';
import type { Attempt } from '../attempt.ts';
import type { Billing } from '../billing.ts';
import type { CheckoutStatus } from '../checkout.ts';
import type { StoredDispute } from '../dispute.ts';

/*
 * What is read of a checkout with its transaction, attempts, link and seller. Both the checkout's own pages and the
 * merchant's list of transactions read it, so it lies here, where SQL may cross rooms. Writes nothing.
 */

/** An attempt as the database gives it inside a document: its time and money are text. */
export type AttemptRow = Omit<
  Attempt,
  'attemptedAt' | 'dueAt' | 'tries' | 'idempotencyScope' | 'receivedMinor' | 'excessMinor'
> & {
  readonly attemptedAt: string;
  readonly receivedMinor: string | null;
};

/** A checkout as its readers see it, with seller, link snapshot, transaction and attempts. */
export type CheckoutRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly paymentLinkId: string | null;
  readonly status: CheckoutStatus;
  readonly hasPlace: boolean;
  readonly currency: Currency;
  readonly pricingMode: PricingMode;
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly exchangeRate: {
    rate: string;
    source: 'ecb' | 'operator';
    date: string | null;
    from: Currency;
  } | null;
  /** Encoded lines of an API checkout, else null. */
  readonly lines: unknown[] | null;
  readonly linkLines: unknown[] | null;
  readonly billing: Billing;
  /** Null once the buyer is forgotten. */
  readonly payerEmail: string | null;
  readonly successUrl: string | null;
  readonly failedUrl: string | null;
  readonly cancelUrl: string | null;
  readonly metadata: Record<string, string>;
  readonly clientReferenceId: string | null;
  readonly utm: Record<string, string> | null;
  /** The language that the buyer read last; null where nobody has said it yet. */
  readonly locale: Locale | null;
  readonly attemptCount: number;
  readonly currentAttemptId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  readonly cancelReason: CancelReason | null;
  readonly transactionId: string | null;
  readonly transactionNumber: bigint | null;
  readonly transactionStatus: string | null;
  readonly transactionFeeMinor: bigint | null;
  readonly refundedMinor: bigint | null;
  readonly refundPendingMinor: bigint | null;
  readonly transactionCreatedAt: Date | null;
  readonly transactionUpdatedAt: Date | null;
  readonly transactionPaidAt: Date | null;
  readonly provider: string | null;
  readonly dispute: StoredDispute | null;
  readonly attempts: readonly AttemptRow[] | null;
  readonly organization: {
    readonly name: string;
    readonly legal_name: string | null;
    readonly address: SellerAddress | null;
    readonly tax_id: string | null;
    readonly website: string | null;
    readonly time_zone: string;
    readonly logo_url: string | null;
    readonly accent_color: string | null;
    readonly support_email: string | null;
    readonly terms_url: string | null;
    readonly version: number;
  };
  readonly now: Date;
};

/** Columns of a checkout with everything that is shown beside it; the tables are named c, t, l and o. */
export function checkoutColumns(offsetMs: number) {
  return sql`
    c.organization_id as "organizationId", c.id, c.mode, c.payment_link_id as "paymentLinkId", c.status, c.has_place as "hasPlace",
    c.currency, c.pricing_mode as "pricingMode", c.subtotal_minor as "subtotalMinor", c.tax_minor as "taxMinor",
    c.total_minor as "totalMinor", c.exchange_rate as "exchangeRate", c.lines, l.lines as "linkLines", c.billing,
    c.payer_email as "payerEmail", c.success_url as "successUrl", c.failed_url as "failedUrl", c.cancel_url as "cancelUrl",
    c.metadata, c.client_reference_id as "clientReferenceId", c.utm, c.locale, c.attempt_count as "attemptCount",
    c.current_attempt_id as "currentAttemptId", c.created_at as "createdAt", c.expires_at as "expiresAt", c.paid_at as "paidAt",
    c.cancel_reason as "cancelReason",
    t.id as "transactionId", t.number as "transactionNumber", t.status as "transactionStatus", t.fee_minor as "transactionFeeMinor",
    t.refunded_minor as "refundedMinor", t.refund_pending_minor as "refundPendingMinor", t.created_at as "transactionCreatedAt", t.updated_at as "transactionUpdatedAt",
    t.paid_at as "transactionPaidAt", t.provider, t.dispute,
    case when t.id is null then null else (select jsonb_agg(jsonb_build_object('id', a.id, 'number', a.number, 'status', a.status,
      'providerReference', a.provider_reference, 'provider', a.provider, 'paymentMethod', a.payment_method, 'cardBrand', a.card_brand,
      'cardLast4', a.card_last4, 'errorCode', a.error_code, 'errorMessage', a.error_message, 'redirectUrl', a.redirect_url,
      'isExcess', a.is_excess, 'attemptedAt', a.attempted_at, 'connectionId', a.connection_id, 'receivedMinor', a.received_minor::text) order by a.number desc)
      from attempts a where a.organization_id = c.organization_id and a.checkout_id = c.id) end as attempts,
    jsonb_build_object('name', o.name, 'legal_name', o.legal_name, 'address', o.address, 'tax_id', o.tax_id, 'website', o.website, 'time_zone', o.time_zone, 'logo_url', o.logo_url,
      'accent_color', o.accent_color, 'support_email', o.support_email, 'terms_url', o.terms_url, 'version', o.version) as organization,
    ${databaseNow(offsetMs)} as now`;
}

/** What `checkoutColumns` reads from. */
export const checkoutTables = sql`
  checkouts c
    join organizations o on o.id = c.organization_id
    left join payment_links l on l.organization_id = c.organization_id and l.id = c.payment_link_id
    left join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id`;
