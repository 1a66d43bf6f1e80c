import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { type Database, databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import { runReadCommitted } from '#platform/db/read-committed.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { AttemptRecord, DeliveryStatus } from './delivery.ts';

export type NewDelivery = {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly eventId: string;
  readonly eventType: string;
  readonly isResend: boolean;
};

/** Leaves deliveries to be sent at once. */
export async function insertDeliveries(
  handle: Handle,
  deliveries: readonly NewDelivery[],
  offsetMs: number,
): Promise<void> {
  const now = databaseNow(offsetMs);
  await sql`
    insert into webhook_deliveries (organization_id, id, mode, event_id, event_type, is_resend, due_at, created_at)
    select "organizationId", id, mode, "eventId", "eventType", "isResend", ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as delivery(
      "organizationId" uuid, id uuid, mode text, "eventId" uuid, "eventType" text, "isResend" boolean)
  `.execute(handle);
}

/** Gives up all that waits for an endpoint. */
export async function failPending(
  handle: Handle,
  endpoint: { readonly organizationId: string; readonly mode: Mode },
  attempt: AttemptRecord,
  now: Date,
): Promise<void> {
  await sql`
    update webhook_deliveries set status = 'failed', due_at = null, finished_at = ${now},
      attempts = attempts || ${JSON.stringify([attempt])}::jsonb
    where organization_id = ${endpoint.organizationId} and mode = ${endpoint.mode} and due_at is not null
  `.execute(handle);
}

/** One endpoint's deliveries; those of an organization's two modes never wait for each other. */
export type LaneKey = { readonly organizationId: string; readonly mode: Mode };

const findDueLanes = {
  name: 'find_due_lanes',
  // One probe of the index for each endpoint that waits for anything, however much that is.
  text: `
    with recursive clock as (select now() + $4::double precision * interval '1 millisecond' as now),
    lane(organization_id, mode, due_at) as (
      (select organization_id, mode, due_at from webhook_deliveries
        where due_at is not null and (organization_id, mode) > ($1::uuid, $2::text)
        order by organization_id, mode, due_at limit 1)
      union all
      select next.* from lane cross join lateral (
        select organization_id, mode, due_at from webhook_deliveries
        where due_at is not null and (organization_id, mode) > (lane.organization_id, lane.mode)
        order by organization_id, mode, due_at limit 1
      ) next
    )
    select organization_id as "organizationId", mode from lane, clock where due_at <= clock.now limit $3`,
};

/** Endpoints with deliveries that are due, in the order of their keys. */
export async function selectDueLanes(
  database: Database,
  after: LaneKey,
  limit: number,
  offsetMs: number,
): Promise<LaneKey[]> {
  return database.run<LaneKey>(findDueLanes, [after.organizationId, after.mode, limit, offsetMs]);
}

/** A delivery that this worker sends, with all that it needs; nobody else takes it before `claimedUntil`. */
export type ClaimedDelivery = LaneKey & {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
  readonly attemptCount: number;
  readonly claimedUntil: Date;
  /** Null when there is no enabled endpoint any more. */
  readonly url: string | null;
  readonly secret: string;
  /** Only while it still signs. */
  readonly previousSecret: string | null;
  readonly isFailing: boolean;
  /** The endpoint selects other types of events by now, and nobody asked for this one by hand. */
  readonly isUnwanted: boolean;
};

// The number stands in the text, not in a parameter: with an unknown limit the planner expects a tenth of the table
// and reads it as a whole. So lanes that take about the same number share a statement. For the same reason events and
// endpoints are fenced off by offsets: a plan that is made while tables are small must not read all of them later on.
const claimSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const;
export type ClaimSize = (typeof claimSizes)[number];

/** The largest number of deliveries, not above `room`, that can be claimed at once. */
export function claimSizeWithin(room: number): ClaimSize | undefined {
  return claimSizes.findLast((size) => size <= room);
}

const claim = (size: ClaimSize) => ({
  name: `claim_deliveries_${size}`,
  text: `
    with clock as materialized (
      select date_trunc('milliseconds', now() + $3::double precision * interval '1 millisecond') as now
    ), due as materialized (
      select delivery.* from unnest($1::uuid[], $2::text[]) as lane(organization_id, mode) cross join clock
      cross join lateral (
        select organization_id, id, mode, event_id from webhook_deliveries
        where organization_id = lane.organization_id and mode = lane.mode and due_at <= clock.now
        order by due_at limit ${size} for update skip locked
      ) delivery
    ), claimed as (
      update webhook_deliveries d set due_at = clock.now + $4 * interval '1 second' from due, clock
      where d.organization_id = due.organization_id and d.id = due.id
      returning d.organization_id, d.id, d.mode, d.event_id, d.event_type, d.is_resend, d.attempts, d.due_at
    )
    select c.organization_id as "organizationId", c.mode, c.id, c.event_id as "eventId", c.event_type as "eventType",
      e.body, jsonb_array_length(c.attempts) as "attemptCount", c.due_at as "claimedUntil", p.url, p.secret,
      case when p.previous_secret_expires_at > clock.now then p.previous_secret end as "previousSecret",
      coalesce(p.failing_since is not null, false) as "isFailing",
      coalesce(not c.is_resend and c.event_type <> 'webhook.test' and c.event_type <> all(p.events), false) as "isUnwanted"
    from claimed c cross join clock
      cross join lateral (
        select event.body from events event
        where event.organization_id = c.organization_id and event.id = c.event_id offset 0
      ) e
      left join lateral (
        select endpoint.* from webhook_endpoints endpoint
        where endpoint.organization_id = c.organization_id and endpoint.mode = c.mode and endpoint.enabled offset 0
      ) p on true`,
});

/** Takes up to `size` due deliveries of each lane. */
export async function claimDeliveries(
  database: Database,
  lanes: readonly LaneKey[],
  size: ClaimSize,
  leaseSeconds: number,
  offsetMs: number,
): Promise<ClaimedDelivery[]> {
  const organizationIds = lanes.map((lane) => lane.organizationId);
  const modes = lanes.map((lane) => lane.mode);
  return database.preparedTransaction(async (run, finish) => {
    const [, claimed] = await Promise.all([
      runReadCommitted(run),
      finish<ClaimedDelivery>(claim(size), [organizationIds, modes, offsetMs, leaseSeconds]),
    ]);
    return claimed;
  });
}

export type DeliveryResult = {
  readonly organizationId: string;
  readonly id: string;
  readonly claimedUntil: Date;
  readonly status: DeliveryStatus;
  /** Until the next attempt, while it is pending. */
  readonly pauseMs: number | null;
  readonly attempt: AttemptRecord;
  readonly request: object | null;
  readonly response: object | null;
};

/** A claim that was lost writes nothing, unless it brought the success that whoever took over still waits for. */
export async function writeResults(
  handle: Handle,
  results: readonly DeliveryResult[],
  offsetMs: number,
): Promise<void> {
  await sql`
    update webhook_deliveries d set status = row.status, attempts = d.attempts || row.attempt, request = row.request,
      response = row.response,
      due_at = case when row.status = 'pending' then clock.now + row."pauseMs" * interval '1 millisecond' end,
      finished_at = case when row.status <> 'pending' then clock.now end
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as row("organizationId" uuid, id uuid,
        "claimedUntil" timestamptz, status text, "pauseMs" double precision, attempt jsonb, request jsonb, response jsonb),
      (select ${databaseNow(offsetMs)} as now) clock
    where d.organization_id = row."organizationId" and d.id = row.id
      and (d.due_at = row."claimedUntil" or (row.status = 'delivered' and d.status <> 'delivered'))
  `.execute(handle);
}

/** Lets others have what this worker claimed and did not send. */
export async function updateHandedBack(
  handle: Handle,
  deliveries: readonly Pick<ClaimedDelivery, 'organizationId' | 'id' | 'claimedUntil'>[],
  offsetMs: number,
): Promise<void> {
  await sql`
    update webhook_deliveries d set due_at = ${databaseNow(offsetMs)}
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as row(
      "organizationId" uuid, id uuid, "claimedUntil" timestamptz)
    where d.organization_id = row."organizationId" and d.id = row.id and d.due_at = row."claimedUntil"
  `.execute(handle);
}

/** Removes deliveries of that age that wait for nothing; gives how many. */
export async function deleteOldDeliveries(
  handle: Handle,
  days: number,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`created_at < ${databaseNow(offsetMs)} - ${days} * interval '1 day' and due_at is null`;
  return deleteSome(handle, 'webhook_deliveries', { where, order: sql`created_at` }, limit);
}

/** A delivery for its merchant. */
export type DeliveryRow = {
  readonly id: string;
  readonly mode: Mode;
  readonly eventId: string;
  readonly eventType: string;
  readonly isResend: boolean;
  readonly transactionId: string | null;
  readonly paymentLinkId: string | null;
  readonly status: DeliveryStatus;
  readonly dueAt: Date | null;
  readonly attempts: readonly AttemptRecord[];
  readonly request: { url: string; headers: Record<string, string> } | null;
  readonly response: {
    status: number;
    headers: Record<string, string>;
    body: string;
    is_cut: boolean;
  } | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

const columns = sql`
  d.id, d.mode, d.event_id as "eventId", d.event_type as "eventType", d.is_resend as "isResend",
  e.transaction_id as "transactionId", e.payment_link_id as "paymentLinkId", d.status,
  d.due_at as "dueAt", d.attempts, d.request, d.response, e.body, d.created_at as "createdAt",
  d.finished_at as "finishedAt"`;

const withEvent = sql`join events e on e.organization_id = d.organization_id and e.id = d.event_id`;
const tables = sql`webhook_deliveries d ${withEvent}`;

/** The few of one payment, by its events, of which each kind has an index; else all of the organization would be walked. */
function deliveriesOf(organizationId: string, transactionId: string): RawBuilder<unknown> {
  const ids = sql`select id from events where organization_id = ${organizationId} and transaction_id = ${transactionId}`;
  return sql`(
    select * from webhook_deliveries
    where organization_id = ${organizationId}
      and event_id = any(array(${ids} and sequence is not null union all ${ids} and sequence is null)) offset 0)`;
}

export type DeliveryFilter = {
  readonly mode: Mode;
  readonly status: DeliveryStatus | undefined;
  readonly eventType: string | undefined;
  readonly eventId: string | undefined;
  readonly transactionId: string | undefined;
};

export async function selectDeliveryPage(
  handle: Handle,
  organizationId: string,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryRow>> {
  const { where, tail } = pageClause(page, sql`d.id`);
  const { mode, status, eventType, eventId, transactionId } = filter;
  const source = transactionId ? deliveriesOf(organizationId, transactionId) : sql`webhook_deliveries`;
  const conditions = [
    sql`d.organization_id = ${organizationId}`,
    sql`d.mode = ${mode}`,
    // Written out, so that those that failed are found by their own index.
    ...(status ? [sql`d.status = ${sql.lit(status)}`] : []),
    ...(eventType ? [sql`d.event_type = ${eventType}`] : []),
    ...(eventId ? [sql`d.event_id = ${eventId}`] : []),
    where,
  ];
  const found = await rows(
    handle,
    sql<DeliveryRow>`
      select ${columns} from ${source} d ${withEvent} where ${sql.join(conditions, sql` and `)} ${tail}
    `,
  );
  return toPage(found, page);
}

const countedWaiting = 1_000;
const newestDeliveries = 40;

/** How many deliveries wait, and the attempts of the newest ones. */
export async function selectHealth(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<{ readonly waiting: number; readonly attempts: readonly (readonly AttemptRecord[])[] }> {
  const own = sql`organization_id = ${organizationId} and mode = ${mode}`;
  const row = await firstRow<{ waiting: number; attempts: AttemptRecord[][] }>(
    handle,
    sql`
      select
        (select count(*)::integer from (
          select from webhook_deliveries where ${own} and due_at is not null limit ${sql.lit(countedWaiting)}
        ) due) as waiting,
        (select coalesce(jsonb_agg(newest.attempts), '[]') from (
          select attempts from webhook_deliveries where ${own} order by id desc limit ${sql.lit(newestDeliveries)}
        ) newest) as attempts
    `,
  );
  return row ?? { waiting: 0, attempts: [] };
}

export async function selectDelivery(
  handle: Handle,
  organizationId: string,
  deliveryId: string,
): Promise<DeliveryRow | undefined> {
  return firstRow(
    handle,
    sql<DeliveryRow>`
      select ${columns} from ${tables} where d.organization_id = ${organizationId} and d.id = ${deliveryId}
    `,
  );
}

type EventKey = { readonly organizationId: string; readonly id: string };

/** Which of these events wait to be sent. */
export async function selectPendingOf(handle: Handle, events: readonly EventKey[]): Promise<Set<string>> {
  const found = await rows<{ eventId: string }>(
    handle,
    sql`
      select d.event_id as "eventId" from webhook_deliveries d
      where d.due_at is not null and d.organization_id = any(${[...new Set(events.map((event) => event.organizationId))]}::uuid[])
        and d.event_id = any(${events.map((event) => event.id)}::uuid[])
    `,
  );
  return new Set(found.map(({ eventId }) => eventId));
}

/** Blanks what was answered to these events; gives how many. Looks through what is kept of the organization. */
export async function blankAnswers(
  handle: Handle,
  organizationId: string,
  eventIds: readonly string[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set response = jsonb_set(response, '{body}', '""')
    where organization_id = ${organizationId} and event_id = any(${eventIds}::uuid[]) and response is not null
      and response ->> 'body' <> ''
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}
