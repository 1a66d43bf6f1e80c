import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { Currency } from '#platform/kit/money.ts';

export type RefundRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly transactionId: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly currency: Currency;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const columns = sql`organization_id as "organizationId", id, mode, transaction_id as "transactionId", amount_minor as "amountMinor",
  tax_minor as "taxMinor", currency, status, reason, created_at as "createdAt", updated_at as "updatedAt"`;

export async function findRefundRow(
  handle: Handle,
  organizationId: string,
  id: string,
): Promise<RefundRow | undefined> {
  return firstRow<RefundRow>(
    handle,
    sql`select ${columns} from refunds where organization_id = ${organizationId} and id = ${id}`,
  );
}

export type RefundFilters = {
  readonly mode: Mode;
  readonly status: string | undefined;
  readonly transactionId: string | undefined;
};

export async function listRefundRows(
  handle: Handle,
  organizationId: string,
  filters: RefundFilters,
  page: PageRequest,
): Promise<RefundRow[]> {
  const { where, tail } = pageClause(page, sql`id`);
  const parts: RawBuilder<unknown>[] = [sql`mode = ${filters.mode}`];
  if (filters.status) parts.push(sql`status = ${filters.status}`);
  if (filters.transactionId) parts.push(sql`transaction_id = ${filters.transactionId}`);
  return rows<RefundRow>(
    handle,
    sql`select ${columns} from refunds where organization_id = ${organizationId} and ${where} and ${sql.join(parts, sql` and `)} ${tail}`,
  );
}

export type DueRefund = {
  readonly organizationId: string;
  readonly refundId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly attemptId: string;
  readonly provider: string;
  readonly connectionId: string | null;
  readonly providerReference: string | null;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly tries: number;
};

const dueColumns = sql`r.organization_id as "organizationId", r.id as "refundId", r.checkout_id as "checkoutId",
  c.payment_link_id as "paymentLinkId", r.attempt_id as "attemptId", a.provider, a.connection_id as "connectionId", a.provider_reference as "providerReference",
  r.amount_minor as "amountMinor", r.currency, r.tries`;

/** Takes refunds that wait for the provider; they come back by themselves, later each time, when nothing is heard. */
export async function claimDueRefunds(handle: Handle, limit: number, offsetMs: number): Promise<DueRefund[]> {
  return rows<DueRefund>(
    handle,
    sql`
      update refunds r set tries = r.tries + 1,
        due_at = ${databaseNow(offsetMs)} + least(3600, 15 * power(2, least(r.tries, 8))) * interval '1 second'
      from (
        select organization_id, id from refunds where due_at <= ${databaseNow(offsetMs)} and status = 'pending'
        order by due_at limit ${limit} for update skip locked
      ) due, checkouts c, attempts a
      where r.organization_id = due.organization_id and r.id = due.id
        and c.organization_id = r.organization_id and c.id = r.checkout_id
        and a.organization_id = r.organization_id and a.id = r.attempt_id
      returning ${dueColumns}
    `,
  );
}

/** The same for one refund that was just asked for. */
export async function claimRefund(
  handle: Handle,
  organizationId: string,
  id: string,
  offsetMs: number,
): Promise<DueRefund | undefined> {
  return firstRow<DueRefund>(
    handle,
    sql`
      update refunds r set tries = r.tries + 1, due_at = ${databaseNow(offsetMs)} + interval '15 seconds'
      from checkouts c, attempts a
      where r.organization_id = ${organizationId} and r.id = ${id} and r.status = 'pending'
        and c.organization_id = r.organization_id and c.id = r.checkout_id
        and a.organization_id = r.organization_id and a.id = r.attempt_id
      returning ${dueColumns}
    `,
  );
}

export type OwedRefundRow = {
  readonly id: string;
  readonly checkoutId: string;
  readonly transactionId: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly reason: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** Whether the merchant sends it by a transfer. */
  readonly isTransfer: boolean;
};

/** A refund that nobody asked for: of money that came too late, or was too much. */
export async function findOwedRefund(
  handle: Handle,
  organizationId: string,
  id: string,
): Promise<OwedRefundRow | undefined> {
  return firstRow<OwedRefundRow>(
    handle,
    sql`
      select r.id, r.checkout_id as "checkoutId", r.transaction_id as "transactionId", r.amount_minor as "amountMinor", r.currency,
        r.reason, r.status, coalesce(a.payment_method, '') = 'bank_transfer' as "isTransfer"
      from refunds r join attempts a on a.organization_id = r.organization_id and a.id = r.attempt_id
      where r.organization_id = ${organizationId} and r.id = ${id} and r.requested_by is null
        and r.reason in ('late_payment', 'excess_charge')
    `,
  );
}

export async function deleteEndedCodes(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'refund_codes', { where, order: sql`expires_at` }, limit);
}

export type RefundCode = { readonly id: string; readonly codeHash: Buffer; readonly tries: number };

export async function insertRefundCode(
  handle: Handle,
  code: {
    organizationId: string;
    id: string;
    userId: string;
    transactionId: string;
    amountMinor: bigint;
    codeHash: Buffer;
    lifeSeconds: number;
  },
  offsetMs: number,
): Promise<Date> {
  const now = databaseNow(offsetMs);
  // A new code replaces the former one, so that there is always one right answer.
  await sql`
    update refund_codes set used_at = ${now}
    where organization_id = ${code.organizationId} and user_id = ${code.userId} and transaction_id = ${code.transactionId} and used_at is null
  `.execute(handle);
  const row = await firstRow<{ expiresAt: Date }>(
    handle,
    sql`
      insert into refund_codes (organization_id, id, user_id, transaction_id, amount_minor, code_hash, expires_at, created_at)
      values (${code.organizationId}, ${code.id}, ${code.userId}, ${code.transactionId}, ${code.amountMinor}, ${code.codeHash},
        ${now} + ${code.lifeSeconds} * interval '1 second', ${now})
      returning expires_at as "expiresAt"
    `,
  );
  return row?.expiresAt ?? new Date(0);
}

/** When a code ends to be good that was made for the same refund just now and can still be used. */
export async function findRecentCode(
  handle: Handle,
  key: { organizationId: string; userId: string; transactionId: string; amountMinor: bigint },
  limits: { maximumTries: number; withinSeconds: number },
  offsetMs: number,
): Promise<Date | undefined> {
  const now = databaseNow(offsetMs);
  const row = await firstRow<{ expiresAt: Date }>(
    handle,
    sql`
      select expires_at as "expiresAt" from refund_codes
      where organization_id = ${key.organizationId} and user_id = ${key.userId} and transaction_id = ${key.transactionId}
        and amount_minor = ${key.amountMinor} and used_at is null and tries < ${limits.maximumTries} and expires_at > ${now}
        and created_at > ${now} - ${limits.withinSeconds} * interval '1 second'
    `,
  );
  return row?.expiresAt;
}

/** The open code for this person, payment and amount, locked, with this try counted. */
export async function tryRefundCode(
  handle: Handle,
  key: { organizationId: string; userId: string; transactionId: string; amountMinor: bigint },
  maximumTries: number,
  offsetMs: number,
): Promise<RefundCode | undefined> {
  return firstRow<RefundCode>(
    handle,
    sql`
      update refund_codes set tries = tries + 1
      where organization_id = ${key.organizationId} and user_id = ${key.userId} and transaction_id = ${key.transactionId}
        and amount_minor = ${key.amountMinor} and used_at is null and expires_at > ${databaseNow(offsetMs)} and tries < ${maximumTries}
      returning id, code_hash as "codeHash", tries
    `,
  );
}

export async function useRefundCode(
  handle: Handle,
  organizationId: string,
  id: string,
  offsetMs: number,
): Promise<boolean> {
  const used = await firstRow(
    handle,
    sql`
      update refund_codes set used_at = ${databaseNow(offsetMs)}
      where organization_id = ${organizationId} and id = ${id} and used_at is null returning id
    `,
  );
  return used !== undefined;
}

/** Blanks what people wrote as reasons; gives how many. */
export async function blankReasons(
  handle: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    update refunds set reason = null
    where organization_id = ${organizationId} and transaction_id = any(${transactionIds}::uuid[])
      and reason is not null and reason not in ('late_payment', 'excess_charge')
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}

/** Has the provider asked at once about those of these that are pending. */
export async function setDueNow(
  tx: Handle,
  organizationId: string,
  ids: readonly string[],
  offsetMs: number,
): Promise<void> {
  await sql`
    update refunds set due_at = ${databaseNow(offsetMs)}
    where organization_id = ${organizationId} and id = any(${ids}::uuid[]) and status = 'pending'
  `.execute(tx);
}
