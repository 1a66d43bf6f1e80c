import { type RawBuilder, sql } from 'kysely';
import type { StoredDispute } from '#paying/checkouts/dispute.ts';
import type { Mode } from '#platform/contract/common.ts';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Currency } from '#platform/kit/money.ts';

export type Counts = { readonly users: number; readonly deletedLinks: number };

export async function selectCounts(handle: Handle, organizationId: string, mode: Mode): Promise<Counts> {
  const row = await firstRow<Counts>(
    handle,
    sql`
      select (select count(*)::integer from memberships where organization_id = ${organizationId}) as users,
        (
          select count(*)::integer from payment_links
          where organization_id = ${organizationId} and mode = ${mode} and deleted_at is not null
        ) as "deletedLinks"
    `,
  );
  return row as Counts;
}

export type RecentTransaction = {
  readonly id: string;
  readonly status: string;
  readonly grossMinor: bigint;
  readonly refundedMinor: bigint;
  readonly currency: Currency;
  /** Null once the buyer is forgotten. */
  readonly payerEmail: string | null;
  readonly paymentLinkId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export async function selectRecentTransactions(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  limit: number,
): Promise<RecentTransaction[]> {
  return rows<RecentTransaction>(
    handle,
    sql`
      select id, status, gross_minor as "grossMinor", refunded_minor as "refundedMinor", currency, payer_email as "payerEmail",
        payment_link_id as "paymentLinkId", created_at as "createdAt", updated_at as "updatedAt"
      from transactions where organization_id = ${organizationId} and mode = ${mode}
      order by id desc limit ${limit}
    `,
  );
}

export type LinkChangeRow = {
  readonly paymentLinkId: string;
  readonly name: string;
  /** As `payment_link.changed` was written. */
  readonly body: string;
  readonly createdAt: Date;
};

export async function selectLinkChanges(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  limit: number,
): Promise<LinkChangeRow[]> {
  return rows<LinkChangeRow>(
    handle,
    sql`
      select e.payment_link_id as "paymentLinkId", l.name, e.body, e.created_at as "createdAt"
      from events e join payment_links l on l.organization_id = e.organization_id and l.id = e.payment_link_id
      where e.organization_id = ${organizationId} and e.mode = ${mode} and e.type = 'payment_link.changed' and not e.is_public
      order by e.id desc limit ${limit}
    `,
  );
}

export async function selectUserNames(
  handle: Handle,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    handle,
    sql`select id, name from users where id = any(${userIds}::uuid[])`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

export type UndecidedPayment = {
  readonly transactionId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly grossMinor: bigint;
  readonly currency: Currency;
  /** Null once the buyer is forgotten. */
  readonly payerEmail: string | null;
  readonly attemptedAt: Date;
};

/** Payments that were submitted before `before` and that the provider has not decided; transfers take days anyway. */
export async function selectUndecided(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  before: Date,
  limit: number,
): Promise<UndecidedPayment[]> {
  return rows<UndecidedPayment>(
    handle,
    sql`
      select t.id as "transactionId", t.checkout_id as "checkoutId", t.payment_link_id as "paymentLinkId",
        t.gross_minor as "grossMinor", t.currency, t.payer_email as "payerEmail", a.attempted_at as "attemptedAt"
      from attempts a join transactions t on t.organization_id = a.organization_id and t.id = a.transaction_id
      where a.organization_id = ${organizationId} and a.status = 'processing' and a.payment_method <> 'bank_transfer' and a.attempted_at < ${before} and t.mode = ${mode}
      order by a.attempted_at limit ${limit}
    `,
  );
}

export type ExpiringLink = { readonly id: string; readonly name: string; readonly expiresAt: Date };

/** Links that buyers can use now and that end before `before`. */
export async function selectExpiring(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  { now, before, limit }: { now: Date; before: Date; limit: number },
): Promise<ExpiringLink[]> {
  return rows<ExpiringLink>(
    handle,
    sql`
      select l.id, l.name, l.expires_at as "expiresAt" from payment_links l
      where l.organization_id = ${organizationId} and l.mode = ${mode} and ${isOn} and l.expires_at > ${now} and l.expires_at <= ${before}
        and l.told_status <> 'expired'
        and not exists (
          select from payment_link_places p
          where p.organization_id = l.organization_id and p.payment_link_id = l.id and p.used >= p.max_uses
        )
      order by l.expires_at limit ${limit}
    `,
  );
}

export type ScarceLink = {
  readonly id: string;
  readonly name: string;
  readonly maxUses: number;
  readonly used: number;
  readonly held: number;
};

/** Links that buyers can use now and of whose places only one, or at most a tenth, is neither paid nor held. */
export async function selectScarce(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  now: Date,
  limit: number,
): Promise<ScarceLink[]> {
  return rows<ScarceLink>(
    handle,
    sql`
      select l.id, l.name, p.max_uses as "maxUses", p.used, p.held
      from payment_link_places p
        join payment_links l on l.organization_id = p.organization_id and l.id = p.payment_link_id
      where p.organization_id = ${organizationId} and (p.max_uses - p.used - p.held <= 1 or (p.max_uses - p.used - p.held) * 10 <= p.max_uses)
        and p.used < p.max_uses
        and l.mode = ${mode} and ${isOn} and (l.expires_at is null or l.expires_at > ${now})
      order by p.payment_link_id desc limit ${limit}
    `,
  );
}

const isOn: RawBuilder<unknown> = sql`l.is_active and l.deleted_at is null`;

export type OpenDispute = {
  readonly transactionId: string;
  /** Null once the buyer is forgotten. */
  readonly payerEmail: string | null;
  readonly currency: Currency;
  readonly dispute: StoredDispute;
};

/** Payments of which money was taken back, while that is not settled. */
export async function selectOpenDisputes(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  limit: number,
): Promise<OpenDispute[]> {
  return rows<OpenDispute>(
    handle,
    sql`
      select id as "transactionId", payer_email as "payerEmail", currency, dispute from transactions
      where organization_id = ${organizationId} and mode = ${mode} and dispute ->> 'status' = 'open'
      order by id desc limit ${limit}
    `,
  );
}
