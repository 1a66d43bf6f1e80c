import { type RawBuilder, sql } from 'kysely';
import type { Slice } from '#messaging/events/sweep-events.ts';
import type { Billing } from '#paying/checkouts/billing.ts';
import { type CheckoutRow, checkoutColumns, checkoutTables } from '#paying/checkouts/hot/checkout-columns.ts';
import type { ReceiptNumber } from '#paying/receipts/receipt-number.ts';
import type { Mode } from '#platform/contract/common.ts';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { madeIn } from '#platform/db/id-range.ts';
import { inOrderOf } from '#platform/db/page.ts';
import type { Currency } from '#platform/kit/money.ts';

/** A transaction with its checkout; `id` is the transaction's. */
export type TransactionRow = Omit<CheckoutRow, 'id'> & {
  readonly id: string;
  readonly checkoutId: string;
  readonly transactionFeeMinor: bigint;
  readonly refundedMinor: bigint;
  readonly refundPendingMinor: bigint;
  readonly transactionCreatedAt: Date;
  readonly transactionUpdatedAt: Date;
  readonly provider: string;
};

export type TransactionFilters = {
  readonly mode?: Mode;
  readonly status?: string;
  readonly currency?: string;
  readonly paymentLinkId?: string;
  readonly email?: string;
  readonly minimumMinor?: bigint;
  readonly maximumMinor?: bigint;
  /** The provider by which it was paid, or last tried. */
  readonly way?: string;
  readonly search?: string;
  readonly searchId?: string;
  readonly searchCheckoutId?: string;
  readonly searchNumber?: bigint;
  readonly searchReceipt?: ReceiptNumber;
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
};

const columns = sql`${checkoutColumns(0)}, t.id as id, c.id as "checkoutId"`;

/** One transaction of the organization, by id or number. */
export async function findTransaction(
  handle: Handle,
  organizationId: string,
  key: { id: string } | { number: bigint },
): Promise<TransactionRow | undefined> {
  const match = 'id' in key ? sql`t.id = ${key.id}` : sql`t.number = ${key.number}`;
  return firstRow<TransactionRow>(
    handle,
    sql`select ${columns} from ${checkoutTables} where t.organization_id = ${organizationId} and ${match}`,
  );
}

// Each checkout is looked up by its key (offset 0): the plan of a page is kept, and one that was made while the tables
// were small must not read all of an organization once they are large.
const pageTables = sql`
  transactions t
    cross join lateral (
      select * from checkouts c where c.organization_id = t.organization_id and c.id = t.checkout_id offset 0
    ) c
    join organizations o on o.id = t.organization_id
    left join payment_links l on l.organization_id = t.organization_id and l.id = c.payment_link_id`;

/** The transactions that another statement finds, in no order. */
export async function selectTransactionsOf(
  handle: Handle,
  organizationId: string,
  ids: RawBuilder<{ id: string }>,
): Promise<TransactionRow[]> {
  return rows<TransactionRow>(
    handle,
    sql`select ${columns} from ${pageTables} where t.organization_id = ${organizationId} and t.id = any(array(${ids}))`,
  );
}

/** What an export tells of a transaction; no lines and no attempts, so that a million rows are read in seconds. */
export type ExportRow = {
  readonly id: string;
  readonly number: bigint;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly paymentLinkName: string | null;
  readonly status: string;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly grossMinor: bigint;
  readonly taxMinor: bigint;
  readonly feeMinor: bigint;
  readonly refundedMinor: bigint;
  /** Null once the buyer is forgotten. */
  readonly payerEmail: string | null;
  readonly billing: Billing;
  readonly clientReferenceId: string | null;
  readonly metadata: Record<string, string>;
  readonly provider: string;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
};

/** The transactions with these ids, in the same order, as an export tells them. */
export async function selectExportRows(
  handle: Handle,
  organizationId: string,
  ids: readonly string[],
): Promise<ExportRow[]> {
  const found = await rows<ExportRow>(
    handle,
    sql`
      select t.id, t.number, t.checkout_id as "checkoutId", t.payment_link_id as "paymentLinkId", l.name as "paymentLinkName",
        t.status, t.mode, t.currency, t.gross_minor as "grossMinor", t.tax_minor as "taxMinor", t.fee_minor as "feeMinor",
        t.refunded_minor as "refundedMinor", t.payer_email as "payerEmail", c.billing, c.client_reference_id as "clientReferenceId",
        c.metadata, t.provider, t.created_at as "createdAt", t.paid_at as "paidAt"
      from transactions t
        join checkouts c on c.organization_id = t.organization_id and c.id = t.checkout_id
        left join payment_links l on l.organization_id = t.organization_id and l.id = t.payment_link_id
      where t.organization_id = ${organizationId} and t.id = any(${ids}::uuid[])
    `,
  );
  return inOrderOf(ids, found);
}

export type TransactionKey = { readonly organizationId: string; readonly transactionId: string };

export async function blankPayers(handle: Handle, keys: readonly TransactionKey[]): Promise<void> {
  await sql`
    update transactions t set payer_email = null
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key("organizationId" uuid, "transactionId" uuid)
    where t.organization_id = key."organizationId" and t.id = key."transactionId"
  `.execute(handle);
}

export type OvertakenEvent = {
  readonly id: string;
  readonly transactionId: string;
  readonly isNumbered: boolean;
};

/** Events of a slice after which a later one told how the same payment, or refund, stands. */
export async function selectOvertaken(
  handle: Handle,
  { organizationId, from, until }: Slice,
  limit: number,
): Promise<OvertakenEvent[]> {
  const made = sql.join(madeIn(sql`e.id`, sql`e.created_at`, { from, until }), sql` and `);
  return rows<OvertakenEvent>(
    handle,
    sql`
      select e.id, e.transaction_id as "transactionId", e.sequence is not null as "isNumbered"
      from events e cross join lateral (
        select t.sequence from transactions t where t.organization_id = e.organization_id and t.id = e.transaction_id offset 0
      ) t
      where e.organization_id = ${organizationId} and ${made} and e.is_public and e.position is not null
        and case when e.sequence is not null then e.sequence < t.sequence
          else e.type = 'refund.status_changed' and (e.body::jsonb)->>'status' = 'pending' and not exists (
            select from refunds r
            where r.organization_id = e.organization_id and r.transaction_id = e.transaction_id and r.status = 'pending'
          ) end
        and not exists (
          select from webhook_deliveries d where d.organization_id = e.organization_id and d.event_id = e.id and d.is_resend
        )
      order by e.id limit ${limit}
    `,
  );
}

/** Counts numbered events that are gone, so that `verify` knows that the others are all there. */
export async function addEventsRemoved(
  handle: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<void> {
  await sql`
    update transactions t set events_removed = t.events_removed + gone.count
    from (select id, count(*)::integer as count from unnest(${transactionIds}::uuid[]) as gone(id) group by id) gone
    where t.organization_id = ${organizationId} and t.id = gone.id
  `.execute(handle);
}
