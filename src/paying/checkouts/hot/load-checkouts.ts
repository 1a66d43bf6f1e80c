import type { OfferedConnection } from '#paying/connections/way.ts';
import type { RunStatement, Statement } from '#platform/db/database.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import type { Attempt } from '../attempt.ts';
import type { CheckoutState, PendingRefund, Places, TransactionState } from '../checkout.ts';
import { readDispute, type StoredDispute } from '../dispute.ts';
import type { StoredKey } from '../idempotency.ts';

/*
 * Locks and reads all that decides about a batch of checkouts of one organization. Writes nothing but, for links
 * about to be paid, a missing counter row, and where room is short lapsed checkouts and their places
 * (payment_link_counters, checkouts, payment_link_places).
 *
 * Locks are always taken in this order, each in the order of ids: counters of links (payment_link_counters), places
 * (payment_link_places), checkouts. Each statement after a lock sees what was committed while it waited.
 */

const lockCounters: Statement = {
  name: 'lock_counters',
  text: `select payment_link_id from payment_link_counters
    where organization_id = $1 and payment_link_id = any($2::uuid[]) and shard = $3
    order by payment_link_id for update`,
};

const addCounters: Statement = {
  name: 'add_counters',
  text: `insert into payment_link_counters (organization_id, payment_link_id, shard)
    select $1, link.id, $3 from unnest($2::uuid[]) as link(id) order by link.id
    on conflict (organization_id, payment_link_id, shard) do nothing`,
};

const lockPlaces: Statement = {
  name: 'lock_places',
  text: `select payment_link_id as "paymentLinkId", max_uses as "maxUses", used, held from payment_link_places
    where organization_id = $1 and payment_link_id = any($2::uuid[])
    order by payment_link_id for update`,
};

const lockCheckouts: Statement = {
  name: 'lock_checkouts',
  text: `select c.id, c.mode, c.payment_link_id as "paymentLinkId", c.status, c.has_place as "hasPlace", c.currency,
      c.pricing_mode as "pricingMode", c.tax_minor as "taxMinor", c.total_minor as "totalMinor",
      c.payer_email as "payerEmail", c.metadata, c.client_reference_id as "clientReferenceId", c.utm, c.locale,
      c.attempt_count as "attemptCount", c.current_attempt_id as "currentAttemptId", c.created_at as "createdAt",
      c.expires_at as "expiresAt", c.paid_at as "paidAt", c.closed_at as "closedAt",
      c.cancel_reason as "cancelReason"
    from checkouts c where c.organization_id = $1 and c.id = any($2::uuid[]) order by c.id for update`,
};

// Each lookup is fenced off by an offset, so that it goes by its whole key: a plan that is made while a table is nearly
// empty would rather read all rows of the organization, and is kept while they become thousands.
const readFacts: Statement = {
  name: 'read_checkout_facts',
  text: `select c.id, date_trunc('milliseconds', now() + $3::double precision * interval '1 millisecond') as now,
      coalesce(l.closed, false) as "linkClosed", l.closes_at as "linkClosesAt",
      p.payment_link_id is not null as "isLimited",
      o.status as "organizationStatus", o.fee_percent as "feePercent", o.reserve_percent as "reservePercent", o.reserve_days as "reserveDays",
      case c.currency when 'USD' then o.fee_fixed_usd_minor else o.fee_fixed_eur_minor end as "feeFixedMinor",
      case when t.id is null then null else jsonb_build_object('id', t.id, 'status', t.status, 'sequence', t.sequence,
        'feeMinor', t.fee_minor::text, 'refundedMinor', t.refunded_minor::text,
        'refundPendingMinor', t.refund_pending_minor::text, 'refundedTaxMinor', t.refunded_tax_minor::text, 'paidAttemptId', t.paid_attempt_id, 'dispute', t.dispute,
        'createdAt', t.created_at, 'paidAt', t.paid_at) end as transaction,
      case when t.id is null then null else (select jsonb_agg(jsonb_build_object('id', a.id, 'number', a.number, 'status', a.status,
        'provider', a.provider, 'connectionId', a.connection_id, 'providerReference', a.provider_reference, 'paymentMethod', a.payment_method,
        'cardBrand', a.card_brand, 'cardLast4', a.card_last4, 'errorCode', a.error_code, 'errorMessage', a.error_message,
        'redirectUrl', a.redirect_url, 'isExcess', a.is_excess, 'receivedMinor', a.received_minor::text, 'excessMinor', a.excess_minor::text,
        'bookVersion', case when a.payment_method = 'bank_transfer' then (
          select b.version from bank_transfers b where b.organization_id = a.organization_id and b.attempt_id = a.id) end,
        'attemptedAt', a.attempted_at, 'dueAt', a.due_at,
        'tries', a.tries, 'idempotencyScope', encode(a.idempotency_scope, 'hex')) order by a.number)
        from attempts a where a.organization_id = c.organization_id and a.checkout_id = c.id) end as attempts,
      case when t.id is null then null else (select jsonb_agg(jsonb_build_object('id', r.id, 'attemptId', r.attempt_id,
        'amountMinor', r.amount_minor::text, 'taxMinor', r.tax_minor::text, 'reason', r.reason, 'isExcess', r.is_excess,
        'createdAt', r.created_at) order by r.id)
        from refunds r where r.organization_id = t.organization_id and r.transaction_id = t.id and r.status = 'pending') end as "pendingRefunds",
      (select jsonb_agg(jsonb_build_object('id', n.id, 'provider', n.provider, 'settings', n.settings))
        from (select offered.id, offered.provider, offered.settings from connections offered
          where offered.organization_id = c.organization_id and offered.mode = c.mode and offered.status = 'connected'
          order by offered.position, offered.id limit 20) n) as connections
    from checkouts c
      join organizations o on o.id = c.organization_id
      left join lateral (
        select not link.is_active or link.deleted_at is not null as closed, link.closes_at from payment_links link
        where link.organization_id = c.organization_id and link.id = c.payment_link_id offset 0
      ) l on true
      left join lateral (
        select place.payment_link_id from payment_link_places place
        where place.organization_id = c.organization_id and place.payment_link_id = c.payment_link_id offset 0
      ) p on true
      left join lateral (
        select transaction.* from transactions transaction
        where transaction.organization_id = c.organization_id and transaction.checkout_id = c.id offset 0
      ) t on true
    where c.organization_id = $1 and c.id = any($2::uuid[])`,
};

const lapsePlaces: Statement = {
  name: 'lapse_places',
  text: `with clock as (
      select date_trunc('milliseconds', now() + $4::double precision * interval '1 millisecond') as now
    ), lapsed as (
      update checkouts set status = 'expired', has_place = false, closed_at = clock.now from clock
      where checkouts.organization_id = $1 and checkouts.payment_link_id = any($2::uuid[]) and checkouts.id <> all($3::uuid[])
        and checkouts.status = 'open' and checkouts.has_place
        and checkouts.expires_at < clock.now - $5::integer * interval '1 millisecond'
      returning checkouts.payment_link_id as id
    )
    update payment_link_places place set held = place.held - counted.count, is_listed = false
    from (select lapsed.id, count(*)::integer as count from lapsed group by lapsed.id) counted
    where place.organization_id = $1 and place.payment_link_id = counted.id
    returning place.payment_link_id as "paymentLinkId", place.max_uses as "maxUses", place.used, place.held`,
};

const readKeys: Statement = {
  name: 'read_idempotency_keys',
  text: `select encode(scope, 'hex') as scope, encode(body_hash, 'hex') as "bodyHash", answer from idempotency_keys
    where organization_id = $1 and scope = any($2::bytea[])
      and expires_at > now() + $3::double precision * interval '1 millisecond'`,
};

export type LoadRequest = {
  readonly organizationId: string;
  readonly checkoutIds: readonly string[];
  /** Links whose counter row is locked first, because a payment of theirs is about to be counted. */
  readonly linksToCount: readonly string[];
  /** Links whose places are locked. */
  readonly linksWithPlaces: readonly string[];
  readonly shard: number;
  readonly idempotencyScopes: readonly string[];
  readonly offsetMs: number;
};

export type Loaded = {
  readonly now: Date;
  readonly states: Map<string, CheckoutState>;
  readonly places: Map<string, Places>;
  /** Links that are limited although nobody asked for their places. */
  readonly limited: Set<string>;
  readonly keys: Map<string, StoredKey>;
};

type CheckoutRow = Omit<
  CheckoutState,
  | 'organizationId'
  | 'transaction'
  | 'attempts'
  | 'pendingRefunds'
  | 'connections'
  | 'reserveTerms'
  | 'organizationStatus'
  | 'feeTerms'
  | 'linkClosed'
  | 'linkClosesAt'
>;
type FactsRow = {
  id: string;
  now: Date;
  linkClosed: boolean;
  linkClosesAt: Date | null;
  isLimited: boolean;
  organizationStatus: 'active' | 'suspended';
  feePercent: number;
  reservePercent: number;
  reserveDays: number;
  pendingRefunds: Record<string, unknown>[] | null;
  connections: OfferedConnection[] | null;
  feeFixedMinor: bigint;
  transaction: Record<string, unknown> | null;
  attempts: Record<string, unknown>[] | null;
};

/** Reads the batch under its locks. Runs inside a transaction. */
export async function loadCheckouts(run: RunStatement, request: LoadRequest): Promise<Loaded> {
  const { organizationId, shard } = request;
  const ids = [...request.checkoutIds].sort();
  const counted = [...request.linksToCount].sort();
  const links = [...request.linksWithPlaces].sort();
  const scopes = request.idempotencyScopes;
  // Nothing here depends on an answer, so all of it travels at once; the database takes one after the other.
  const [, , placeRows, checkoutRows, facts, keyRows] = await Promise.all([
    counted.length > 0 ? run(addCounters, [organizationId, counted, shard]) : [],
    counted.length > 0 ? run(lockCounters, [organizationId, counted, shard]) : [],
    links.length > 0 ? run<Places & { paymentLinkId: string }>(lockPlaces, [organizationId, links]) : [],
    run<CheckoutRow>(lockCheckouts, [organizationId, ids]),
    run<FactsRow>(readFacts, [organizationId, ids, request.offsetMs]),
    scopes.length > 0
      ? run<StoredKey & { scope: string }>(readKeys, [
          organizationId,
          scopes.map((scope) => `\\x${scope}`),
          request.offsetMs,
        ])
      : [],
  ]);
  const factsById = new Map(facts.map((row) => [row.id, row]));
  const states = new Map<string, CheckoutState>();
  for (const row of checkoutRows) {
    const fact = factsById.get(row.id);
    if (fact) states.set(row.id, toState(organizationId, row, fact));
  }
  return {
    now: facts[0]?.now ?? new Date(0),
    states,
    places: new Map(placeRows.map(({ paymentLinkId, ...places }) => [paymentLinkId, places])),
    limited: new Set(
      facts.filter((fact) => fact.isLimited).map((fact) => states.get(fact.id)?.paymentLinkId ?? ''),
    ),
    keys: new Map(keyRows.map(({ scope, ...key }) => [scope, key])),
  };
}

/**
 * Where a checkout without a place needs one and room is short, lapsed checkouts give theirs back first: a place
 * comes free by the clock, whether or not any job runs. Those of the batch itself are left to their own decision.
 */
export async function makeRoom(run: RunStatement, request: LoadRequest, loaded: Loaded): Promise<void> {
  const links = new Set<string>();
  for (const state of loaded.states.values()) {
    const places = state.paymentLinkId && loaded.places.get(state.paymentLinkId);
    if (!places || state.hasPlace || state.status === 'paid') continue;
    if (places.held > 0 && places.used + places.held >= places.maxUses)
      links.add(state.paymentLinkId as string);
  }
  if (links.size === 0) return;
  const freed = await run<Places & { paymentLinkId: string }>(lapsePlaces, [
    request.organizationId,
    [...links],
    request.checkoutIds,
    request.offsetMs,
    expiryGraceMs,
  ]);
  for (const { paymentLinkId, ...places } of freed) loaded.places.set(paymentLinkId, places);
}

function toState(organizationId: string, row: CheckoutRow, fact: FactsRow): CheckoutState {
  return {
    ...row,
    organizationId,
    linkClosed: fact.linkClosed,
    linkClosesAt: fact.linkClosesAt,
    organizationStatus: fact.organizationStatus,
    feeTerms: { percentThousandths: fact.feePercent, fixedMinor: fact.feeFixedMinor },
    reserveTerms: { percentThousandths: fact.reservePercent, days: fact.reserveDays },
    pendingRefunds: (fact.pendingRefunds ?? []).map(toPendingRefund),
    connections: fact.connections ?? [],
    transaction: fact.transaction && toTransaction(fact.transaction),
    attempts: (fact.attempts ?? []).map(toAttempt),
  };
}

function toTransaction(row: Record<string, unknown>): TransactionState {
  return {
    ...(row as unknown as TransactionState),
    feeMinor: BigInt(row.feeMinor as string),
    refundedMinor: BigInt(row.refundedMinor as string),
    refundPendingMinor: BigInt(row.refundPendingMinor as string),
    refundedTaxMinor: BigInt(row.refundedTaxMinor as string),
    dispute: row.dispute ? readDispute(row.dispute as StoredDispute) : null,
    createdAt: new Date(row.createdAt as string),
    paidAt: row.paidAt ? new Date(row.paidAt as string) : null,
  };
}

function toPendingRefund(row: Record<string, unknown>): PendingRefund {
  return {
    ...(row as unknown as PendingRefund),
    amountMinor: BigInt(row.amountMinor as string),
    taxMinor: BigInt(row.taxMinor as string),
    createdAt: new Date(row.createdAt as string),
  };
}

function toAttempt(row: Record<string, unknown>): Attempt {
  return {
    ...(row as unknown as Attempt),
    receivedMinor: row.receivedMinor === null ? null : BigInt(row.receivedMinor as string),
    excessMinor: BigInt(row.excessMinor as string),
    attemptedAt: new Date(row.attemptedAt as string),
    dueAt: row.dueAt ? new Date(row.dueAt as string) : null,
  };
}

/** What is kept under a key, outside any change; undefined when nothing is, or its time is over. */
export async function findStoredKey(
  run: RunStatement,
  organizationId: string,
  scope: string,
  offsetMs: number,
): Promise<StoredKey | undefined> {
  const [found] = await run<StoredKey>(readKeys, [organizationId, [scope], offsetMs]);
  return found;
}
