import { type RawBuilder, sql } from 'kysely';
import type { Billing } from '#paying/checkouts/billing.ts';
import { type CheckoutRow, checkoutColumns, checkoutTables } from '#paying/checkouts/hot/checkout-columns.ts';
import type { Mode } from '#platform/contract/common.ts';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
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
  readonly search?: string;
  readonly searchId?: string;
  readonly searchNumber?: bigint;
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

/** One page of the organization's transactions, newest first. */
export async function listTransactions(
  handle: Handle,
  organizationId: string,
  filters: TransactionFilters,
  page: PageRequest,
): Promise<TransactionRow[]> {
  const { where, tail } = pageClause(page, sql`t.id`);
  return rows<TransactionRow>(
    handle,
    sql`select ${columns} from ${checkoutTables} where t.organization_id = ${organizationId} and ${where} and ${conditions(filters)} ${tail}`,
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
  readonly payerEmail: string;
  readonly billing: Billing;
  readonly clientReferenceId: string | null;
  readonly metadata: Record<string, string>;
  readonly provider: string;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
};

/** The next transactions of the filter, newest first, from the one named by `after` on. */
export async function selectExportRows(
  handle: Handle,
  organizationId: string,
  filters: TransactionFilters,
  limit: number,
  after: string | undefined,
): Promise<ExportRow[]> {
  return rows<ExportRow>(
    handle,
    sql`
      select t.id, t.number, t.checkout_id as "checkoutId", t.payment_link_id as "paymentLinkId", l.name as "paymentLinkName",
        t.status, t.mode, t.currency, t.gross_minor as "grossMinor", t.tax_minor as "taxMinor", t.fee_minor as "feeMinor",
        t.refunded_minor as "refundedMinor", t.payer_email as "payerEmail", c.billing, c.client_reference_id as "clientReferenceId",
        c.metadata, t.provider, t.created_at as "createdAt", t.paid_at as "paidAt"
      from transactions t
        join checkouts c on c.organization_id = t.organization_id and c.id = t.checkout_id
        left join payment_links l on l.organization_id = t.organization_id and l.id = t.payment_link_id
      where t.organization_id = ${organizationId} and ${conditions(filters)} ${after ? sql`and t.id < ${after}::uuid` : sql``}
      order by t.id desc limit ${limit}
    `,
  );
}

function conditions(filters: TransactionFilters): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filters.mode) parts.push(sql`t.mode = ${filters.mode}`);
  if (filters.status) parts.push(sql`t.status = ${filters.status}`);
  if (filters.currency) parts.push(sql`t.currency = ${filters.currency}`);
  if (filters.paymentLinkId) parts.push(sql`t.payment_link_id = ${filters.paymentLinkId}`);
  if (filters.email) parts.push(sql`lower(t.payer_email) = lower(${filters.email})`);
  if (filters.createdAfter) parts.push(sql`t.created_at >= ${filters.createdAfter}`);
  if (filters.createdBefore) parts.push(sql`t.created_at < ${filters.createdBefore}`);
  if (filters.search) {
    const either = [sql`position(lower(${filters.search}) in lower(t.payer_email)) > 0`];
    if (filters.searchId) either.push(sql`t.id = ${filters.searchId}`);
    if (filters.searchNumber !== undefined) either.push(sql`t.number = ${filters.searchNumber}`);
    parts.push(sql`(${sql.join(either, sql` or `)})`);
  }
  return sql.join(parts, sql` and `);
}
