import { type RawBuilder, sql } from 'kysely';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { Locale } from '#platform/text/locales.ts';
import { endsByClock } from '#selling/payment-links/ends-by-clock.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import { type CheckoutRow, checkoutColumns, checkoutTables } from './hot/checkout-columns.ts';

export async function findCheckoutRow(
  handle: Handle,
  organizationId: string,
  id: string,
  offsetMs: number,
): Promise<CheckoutRow | undefined> {
  return firstRow<CheckoutRow>(
    handle,
    sql`select ${checkoutColumns(offsetMs)} from ${checkoutTables} where c.organization_id = ${organizationId} and c.id = ${id}`,
  );
}

export type CheckoutKey = { readonly organizationId: string; readonly checkoutId: string };

/** Several checkouts at once, in no order. */
export async function findCheckoutRows(
  handle: Handle,
  keys: readonly CheckoutKey[],
  offsetMs: number,
): Promise<CheckoutRow[]> {
  return rows<CheckoutRow>(
    handle,
    sql`
      select ${checkoutColumns(offsetMs)}
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key("organizationId" uuid, "checkoutId" uuid)
        join ${checkoutTables} on c.organization_id = key."organizationId" and c.id = key."checkoutId"
    `,
  );
}

export type CheckoutFilters = {
  readonly mode: string;
  readonly status: string | undefined;
  readonly currency: string | undefined;
  readonly paymentLinkId: string | undefined;
  readonly email: string | undefined;
  readonly createdAfter: Date | undefined;
  readonly createdBefore: Date | undefined;
};

/** One page of the organization's checkouts, newest first. An open one past its time counts as expired. */
export async function listCheckoutRows(
  handle: Handle,
  organizationId: string,
  filters: CheckoutFilters,
  page: PageRequest,
  offsetMs: number,
): Promise<CheckoutRow[]> {
  const { where, tail } = pageClause(page, sql`c.id`);
  const now = databaseNow(offsetMs);
  const parts: RawBuilder<unknown>[] = [sql`c.mode = ${filters.mode}`];
  if (filters.status === 'open') parts.push(sql`c.status = 'open' and c.expires_at > ${now}`);
  else if (filters.status === 'expired')
    parts.push(sql`(c.status = 'expired' or c.status = 'open' and c.expires_at <= ${now})`);
  else if (filters.status) parts.push(sql`c.status = ${filters.status}`);
  if (filters.currency) parts.push(sql`c.currency = ${filters.currency}`);
  if (filters.paymentLinkId) parts.push(sql`c.payment_link_id = ${filters.paymentLinkId}`);
  if (filters.email) parts.push(sql`lower(c.payer_email) = lower(${filters.email})`);
  if (filters.createdAfter) parts.push(sql`c.created_at >= ${filters.createdAfter}`);
  if (filters.createdBefore) parts.push(sql`c.created_at < ${filters.createdBefore}`);
  return rows<CheckoutRow>(
    handle,
    sql`
      select ${checkoutColumns(offsetMs)} from ${checkoutTables}
      where c.organization_id = ${organizationId} and ${where} and ${sql.join(parts, sql` and `)} ${tail}
    `,
  );
}

export type DueCheckout = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
};

const leaseSeconds = 15;

/** Takes checkouts whose time is over, and moves them ahead so that they come back when their worker dies. */
export async function claimDueCheckouts(
  handle: Handle,
  limit: number,
  offsetMs: number,
): Promise<DueCheckout[]> {
  return rows<DueCheckout>(
    handle,
    sql`
      update checkouts set due_at = ${databaseNow(offsetMs)} + ${leaseSeconds} * interval '1 second'
      from (
        select organization_id, id from checkouts where due_at <= ${databaseNow(offsetMs)}
        order by due_at limit ${limit} for update skip locked
      ) due
      where checkouts.organization_id = due.organization_id and checkouts.id = due.id
      returning checkouts.organization_id as "organizationId", checkouts.id as "checkoutId", checkouts.payment_link_id as "paymentLinkId"
    `,
  );
}

/** Nothing is left to do for these. */
export async function clearDue(handle: Handle, organizationId: string, checkoutId: string): Promise<void> {
  await sql`
    update checkouts set due_at = null
    where organization_id = ${organizationId} and id = ${checkoutId} and status not in ('open', 'processing')
  `.execute(handle);
}

/** Checkouts of a link that are not closed, in the order of their ids, after the last one of the page before. */
export async function listUnfinishedOfLink(
  handle: Handle,
  link: { readonly organizationId: string; readonly paymentLinkId: string },
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    handle,
    sql`
      select id from checkouts
      where organization_id = ${link.organizationId} and payment_link_id = ${link.paymentLinkId}
        and status in ('open', 'processing') and ${after ? sql`id > ${after}` : sql`true`}
      order by id limit ${limit}
    `,
  );
  return found.map((row) => row.id);
}

export type LinkClosing = {
  /** Switched off or deleted. */
  readonly isClosed: boolean;
  /** When its open checkouts are closed, while that can still be taken back; null when the time for that is over. */
  readonly closesAt: Date | null;
};

/** How far a link is on its way to be closed right now. */
export async function findLinkClosing(
  handle: Handle,
  organizationId: string,
  paymentLinkId: string,
  offsetMs: number,
): Promise<LinkClosing> {
  const link = await firstRow<LinkClosing>(
    handle,
    sql`
      select not is_active or deleted_at is not null as "isClosed",
        case when closes_at > ${databaseNow(offsetMs)} then closes_at end as "closesAt"
      from payment_links
      where organization_id = ${organizationId} and id = ${paymentLinkId}
    `,
  );
  return link ?? { isClosed: true, closesAt: null };
}

export type DueAttempt = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly provider: string;
  readonly connectionId: string | null;
  readonly providerReference: string | null;
  readonly attemptedAt: Date;
};

/** Takes undecided attempts that it is time to ask the provider about. */
export async function claimDueAttempts(
  handle: Handle,
  limit: number,
  offsetMs: number,
): Promise<DueAttempt[]> {
  return rows<DueAttempt>(
    handle,
    sql`
      update attempts set due_at = ${databaseNow(offsetMs)} + ${leaseSeconds} * interval '1 second'
      from (
        select organization_id, id from attempts where due_at <= ${databaseNow(offsetMs)}
        order by due_at limit ${limit} for update skip locked
      ) due, transactions t
      where attempts.organization_id = due.organization_id and attempts.id = due.id
        and t.organization_id = attempts.organization_id and t.id = attempts.transaction_id
      returning attempts.organization_id as "organizationId", attempts.id as "attemptId", attempts.checkout_id as "checkoutId",
        t.payment_link_id as "paymentLinkId", attempts.provider, attempts.connection_id as "connectionId", attempts.provider_reference as "providerReference",
        attempts.attempted_at as "attemptedAt"
    `,
  );
}

/** Where an attempt belongs, for answers that name only the attempt. */
export async function findAttempt(
  handle: Handle,
  organizationId: string,
  attemptId: string,
): Promise<DueAttempt | undefined> {
  return firstRow<DueAttempt>(
    handle,
    sql`
      select a.organization_id as "organizationId", a.id as "attemptId", a.checkout_id as "checkoutId",
        t.payment_link_id as "paymentLinkId", a.provider, a.connection_id as "connectionId", a.provider_reference as "providerReference", a.attempted_at as "attemptedAt"
      from attempts a join transactions t on t.organization_id = a.organization_id and t.id = a.transaction_id
      where a.organization_id = ${organizationId} and a.id = ${attemptId}
    `,
  );
}

/** When the earliest place that an open checkout of a link keeps comes back; undefined when none does by the clock. */
export async function findReleaseTime(
  handle: Handle,
  organizationId: string,
  paymentLinkId: string,
): Promise<Date | undefined> {
  const found = await firstRow<{ releaseAt: Date | null }>(
    handle,
    sql`
      select min(expires_at) + ${expiryGraceMs}::integer * interval '1 millisecond' as "releaseAt" from checkouts
      where organization_id = ${organizationId} and payment_link_id = ${paymentLinkId} and has_place
        and ${sql.raw(endsByClock('checkouts'))}
    `,
  );
  return found?.releaseAt ?? undefined;
}

export type UnpaidCheckout = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly transactionId: string | null;
};

/**
 * Locks checkouts that closed so long ago and were never paid, oldest first; no money came for them, and none may be on
 * its way. Those that somebody else has locked are left out. Transactions are looked up one by one (offset 0), because the
 * limit is reached long before all of them would be read.
 */
export async function lockUnpaid(
  handle: Handle,
  days: number,
  limit: number,
  offsetMs: number,
): Promise<UnpaidCheckout[]> {
  return rows<UnpaidCheckout>(
    handle,
    sql`
      select c.organization_id as "organizationId", c.id as "checkoutId", t.id as "transactionId"
      from checkouts c left join lateral (
        select t.id, t.status from transactions t
        where t.organization_id = c.organization_id and t.checkout_id = c.id offset 0
      ) t on true
      where c.status in ('failed', 'canceled', 'expired') and c.payer_email is not null
        and c.closed_at < ${databaseNow(offsetMs)} - ${days} * interval '1 day'
        and (t.id is null or t.status in ('failed', 'canceled') and not exists (
          select from attempts a where a.organization_id = c.organization_id and a.checkout_id = c.id
            and a.status in ('processing', 'requires_action')))
      order by c.closed_at limit ${limit} for update of c skip locked
    `,
  );
}

/** Keeps the language in which the buyer goes on, so that mails about it speak it. */
export async function rememberLocale(handle: Handle, key: CheckoutKey, locale: Locale): Promise<void> {
  await sql`
    update checkouts set locale = ${locale} where organization_id = ${key.organizationId} and id = ${key.checkoutId}
  `.execute(handle);
}

/** Takes the buyer out of checkouts; the country stays, where it is asked for, because taxes go by it. */
export async function blankBuyers(
  handle: Handle,
  keys: readonly CheckoutKey[],
  { keepsCountry }: { readonly keepsCountry: boolean },
): Promise<void> {
  const country = sql`case when c.billing ? 'country' then jsonb_build_object('country', c.billing -> 'country') else '{}'::jsonb end`;
  await sql`
    update checkouts c set payer_email = null, billing = ${keepsCountry ? country : sql`'{}'::jsonb`}, utm = null,
      client_reference_id = null, address_hash = null, success_url = null, failed_url = null, cancel_url = null,
      metadata = case when c.payment_link_id is null then '{}'::jsonb else c.metadata end
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key("organizationId" uuid, "checkoutId" uuid)
    where c.organization_id = key."organizationId" and c.id = key."checkoutId"
  `.execute(handle);
}

/** Takes the cards out of the attempts of checkouts. */
export async function blankCards(handle: Handle, keys: readonly CheckoutKey[]): Promise<void> {
  await sql`
    update attempts a set card_brand = null, card_last4 = null
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key("organizationId" uuid, "checkoutId" uuid)
    where a.organization_id = key."organizationId" and a.checkout_id = key."checkoutId"
  `.execute(handle);
}

export async function deleteExpiredKeys(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'idempotency_keys', { where, order: sql`expires_at` }, limit);
}
