import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import type { PublicEventType } from '#platform/contract/events.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { madeIn } from '#platform/db/id-range.ts';
import { type Page, type PageRequest, toPage } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { NewEvent, StampedEvent, UnstampedEvent } from './event.ts';

export async function insertEvents(handle: Handle, events: readonly NewEvent[], now: Date): Promise<void> {
  await sql`
    insert into events (organization_id, id, mode, type, is_public, checkout_id, transaction_id, payment_link_id, sequence, body, created_at)
    select "organizationId", id, mode, type, "isPublic", "checkoutId", "transactionId", "paymentLinkId", sequence, body, ${now}
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event(
      "organizationId" uuid, id uuid, mode text, type text, "isPublic" boolean, "checkoutId" uuid, "transactionId" uuid,
      "paymentLinkId" uuid, sequence integer, body text)
  `.execute(handle);
}

/** Organizations with committed public events that have no position, in the order of their ids. */
export async function selectUnstampedOrganizations(
  handle: Handle,
  afterOrganizationId: string,
  limit: number,
): Promise<string[]> {
  // One probe of the index for each organization, however many events it has.
  const found = await rows(
    handle,
    sql<{ id: string }>`
      with recursive waiting(id) as (
        (select organization_id from events
          where position is null and is_public and organization_id > ${afterOrganizationId}
          order by organization_id limit 1)
        union all
        select next.organization_id from waiting cross join lateral (
          select organization_id from events
          where position is null and is_public and organization_id > waiting.id
          order by organization_id limit 1
        ) next
      )
      select id from waiting limit ${limit}
    `,
  );
  return found.map(({ id }) => id);
}

/** Locks the counters of these organizations, in the order of their ids, and gives what they stand at. */
export async function lockPositions(
  handle: Handle,
  organizationIds: readonly string[],
): Promise<Map<string, bigint>> {
  const lock = async () => {
    const locked = await rows(
      handle,
      sql<{ id: string; last: bigint }>`
        select organization_id as id, last_position as last from event_positions
        where organization_id = any(${organizationIds}::uuid[]) order by organization_id for update
      `,
    );
    return new Map(locked.map(({ id, last }) => [id, last]));
  };
  const locked = await lock();
  if (locked.size === new Set(organizationIds).size) return locked;
  await sql`
    insert into event_positions (organization_id, last_position)
    select organization.id, 0 from unnest(${organizationIds}::uuid[]) as organization(id) order by organization.id
    on conflict (organization_id) do nothing
  `.execute(handle);
  return lock();
}

/** The oldest events without a position, up to a number for each organization. */
export async function selectUnstamped(
  handle: Handle,
  organizationIds: readonly string[],
  limitEach: number,
): Promise<UnstampedEvent[]> {
  return rows(
    handle,
    sql<UnstampedEvent>`
      select event.* from unnest(${organizationIds}::uuid[]) as organization(id) cross join lateral (
        select organization_id as "organizationId", id, mode, type, transaction_id as "transactionId",
          payment_link_id as "paymentLinkId", sequence
        from events where organization_id = organization.id and position is null and is_public
        order by id limit ${limitEach}
      ) event
    `,
  );
}

/** Writes positions, and moves the counters of their organizations. */
export async function writePositions(handle: Handle, events: readonly StampedEvent[]): Promise<void> {
  const stamped = JSON.stringify(
    events.map(({ organizationId, id, position }) => ({ organizationId, id, position: String(position) })),
  );
  await sql`
    with stamp as (
      select * from jsonb_to_recordset(${stamped}::jsonb) as stamp("organizationId" uuid, id uuid, position bigint)
    ), stamped as (
      update events set position = stamp.position from stamp
      where events.organization_id = stamp."organizationId" and events.id = stamp.id
    )
    update event_positions set last_position = moved.last
    from (select "organizationId", max(position) as last from stamp group by "organizationId") moved
    where event_positions.organization_id = moved."organizationId"
  `.execute(handle);
}

/** Takes or renews the lease of the one relay; false while another holds it. */
export async function takeRelay(
  handle: Handle,
  holder: string,
  leaseSeconds: number,
  offsetMs: number,
): Promise<boolean> {
  const now = databaseNow(offsetMs);
  const taken = await firstRow(
    handle,
    sql`
      insert into event_relay (name, holder, expires_at)
      values ('relay', ${holder}, ${now} + ${leaseSeconds} * interval '1 second')
      on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
      where event_relay.holder = excluded.holder or event_relay.expires_at <= ${now}
      returning holder
    `,
  );
  return taken !== undefined;
}

export async function releaseRelay(handle: Handle, holder: string): Promise<void> {
  await sql`delete from event_relay where name = 'relay' and holder = ${holder}`.execute(handle);
}

export async function isRelayRunning(handle: Handle, offsetMs: number): Promise<boolean> {
  const running = await firstRow(
    handle,
    sql`select holder from event_relay where name = 'relay' and expires_at > ${databaseNow(offsetMs)}`,
  );
  return running !== undefined;
}

export type FeedRow = { readonly position: bigint; readonly body: string };
export type Feed = { readonly head: bigint; readonly events: FeedRow[] };

/** Stamped events after a position, oldest first, and the last position of the organization at that moment. */
export async function selectFeed(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  after: bigint,
  limit: number,
): Promise<Feed> {
  // One statement, so that both come from one snapshot: nothing up to the head is missing among the events.
  const found = await rows(
    handle,
    sql<{ head: bigint; position: bigint | null; body: string }>`
      select coalesce((select last_position from event_positions where organization_id = ${organizationId}), 0) as head,
        event.position, event.body
      from (select) as one left join lateral (
        select position, body from events
        where organization_id = ${organizationId} and mode = ${mode} and is_public and position > ${after}
        order by position limit ${limit}
      ) event on true
      order by event.position
    `,
  );
  const events = found.flatMap(({ position, body }) => (position === null ? [] : [{ position, body }]));
  return { head: found[0]?.head ?? 0n, events };
}

/** An event for its merchant to look at. */
export type EventRow = FeedRow & {
  readonly id: string;
  readonly mode: Mode;
  readonly type: string;
  readonly transactionId: string | null;
  readonly paymentLinkId: string | null;
  readonly createdAt: Date;
};

export type EventSearch =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'transaction'; readonly transactionId: string }
  /** In the payload of the newest events. */
  | { readonly by: 'text'; readonly text: string; readonly among: number };

export type EventFilter = {
  readonly mode: Mode;
  readonly type: PublicEventType | undefined;
  readonly search: EventSearch | undefined;
};

const eventColumns = sql`
  e.id, e.mode, e.type, e.position, e.transaction_id as "transactionId", e.payment_link_id as "paymentLinkId", e.body,
  e.created_at as "createdAt"`;

/** Stamped events, the latest position first. Cursors hold ids; an event that is gone ends the list. */
export async function selectEventPage(
  handle: Handle,
  organizationId: string,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<EventRow>> {
  const { search } = filter;
  const order = page.before ? sql`order by e.position` : sql`order by e.position desc`;
  const stamped = sql`e.organization_id = ${organizationId} and e.mode = ${filter.mode} and e.is_public
    and e.position is not null and ${isOfType(filter.type)} and ${isBeyond(organizationId, page)}`;
  const from =
    search?.by === 'text'
      ? sql`(select e.* from events e where ${stamped} ${order} limit ${sql.lit(search.among)}) e`
      : sql`events e`;
  const found = await rows<EventRow>(
    handle,
    sql`
      select ${eventColumns} from ${from} where ${stamped} and ${fits(organizationId, search)}
      ${order} limit ${sql.lit(page.limit + 1)}
    `,
  );
  return toPage(found, page);
}

function isOfType(type: PublicEventType | undefined): RawBuilder<unknown> {
  if (!type) return sql`true`;
  // All but the most frequent have an index of their own.
  return type === 'transaction.status_changed'
    ? sql`e.type = ${sql.lit(type)}`
    : sql`e.type = ${type} and e.type <> 'transaction.status_changed'`;
}

function isBeyond(organizationId: string, page: PageRequest): RawBuilder<unknown> {
  const cursor = page.before ?? page.after;
  if (!cursor) return sql`true`;
  const place = sql`(select position from events where organization_id = ${organizationId} and id = ${cursor})`;
  return page.before ? sql`e.position > ${place}` : sql`e.position < ${place}`;
}

function fits(organizationId: string, search: EventSearch | undefined): RawBuilder<unknown> {
  switch (search?.by) {
    case 'id':
      return sql`e.id = ${search.id}`;
    case 'transaction':
      return sql`e.id in (${eventsOfTransaction(organizationId, search.transactionId)})`;
    case 'text':
      return sql`strpos(lower(e.body), lower(${search.text})) > 0`;
    case undefined:
      return sql`true`;
  }
}

function eventsOfTransaction(organizationId: string, transactionId: string): RawBuilder<{ id: string }> {
  const ofIt = sql`organization_id = ${organizationId} and transaction_id = ${transactionId} and is_public`;
  // Each half has an index of its own.
  return sql<{ id: string }>`
    select id from events where ${ofIt} and sequence is not null
    union all
    select id from events where ${ofIt} and sequence is null`;
}

export async function selectEvent(
  handle: Handle,
  organizationId: string,
  eventId: string,
): Promise<EventRow | undefined> {
  return firstRow<EventRow>(
    handle,
    sql`
      select ${eventColumns} from events e
      where e.organization_id = ${organizationId} and e.id = ${eventId} and e.is_public and e.position is not null
    `,
  );
}

/** What one event says. */
export async function selectBody(
  handle: Handle,
  organizationId: string,
  eventId: string,
): Promise<string | undefined> {
  const row = await firstRow(
    handle,
    sql<{
      body: string;
    }>`select body from events where organization_id = ${organizationId} and id = ${eventId}`,
  );
  return row?.body;
}

export type TransactionEvent = {
  readonly id: string;
  readonly mode: Mode;
  readonly type: string;
};

/** The newest public event about a transaction. */
export async function selectLatestOfTransaction(
  handle: Handle,
  organizationId: string,
  transactionId: string,
): Promise<TransactionEvent | undefined> {
  return firstRow(
    handle,
    sql<TransactionEvent>`
      select id, mode, type from events
      where organization_id = ${organizationId} and transaction_id = ${transactionId} and sequence is not null and is_public
      order by sequence desc limit 1
    `,
  );
}

export type Progress = { readonly organizationId: string; readonly doneUntil: Date };

/** Begins a rule for organizations that it has not looked at yet. */
export async function insertProgress(handle: Handle, rule: string): Promise<void> {
  await sql`
    insert into retention_progress (organization_id, rule, done_until)
    select o.id, ${rule}, 'epoch' from organizations o
    where not exists (select from retention_progress p where p.organization_id = o.id and p.rule = ${rule})
    order by o.id limit 1000
    on conflict (organization_id, rule) do nothing
  `.execute(handle);
}

/** The organization that a rule has not looked at for longest, locked; none that somebody else works on. */
export async function lockProgress(
  handle: Handle,
  rule: string,
  before: Date,
): Promise<Progress | undefined> {
  return firstRow<Progress>(
    handle,
    sql`
      select organization_id as "organizationId", done_until as "doneUntil" from retention_progress
      where rule = ${rule} and done_until < ${before} order by done_until limit 1 for update skip locked
    `,
  );
}

export async function updateProgress(
  handle: Handle,
  rule: string,
  { organizationId, doneUntil }: Progress,
): Promise<void> {
  await sql`
    update retention_progress set done_until = ${doneUntil} where organization_id = ${organizationId} and rule = ${rule}
  `.execute(handle);
}

/** When the first event of an organization after some time was written. */
export async function selectFirstAfter(handle: Handle, { organizationId, doneUntil }: Progress) {
  const row = await firstRow<{ createdAt: Date }>(
    handle,
    sql`
      select created_at as "createdAt" from events
      where organization_id = ${organizationId} and ${sql.join(madeIn(sql`id`, sql`created_at`, { from: doneUntil }), sql` and `)}
      order by id limit 1
    `,
  );
  return row?.createdAt;
}

export async function readTime(handle: Handle, offsetMs: number): Promise<Date> {
  const row = await firstRow<{ now: Date }>(handle, sql`select ${databaseNow(offsetMs)} as now`);
  return (row as { now: Date }).now;
}

/** Events of an organization that were written in a time. */
export type Slice = { readonly organizationId: string; readonly from: Date; readonly until: Date };

/** Removes events that only jobs read; what happened to a link is also shown to its merchant, so it stays. */
export async function deleteInternal(handle: Handle, slice: Slice, limit: number): Promise<number> {
  return deleteSlice(handle, slice, sql`not is_public and type <> 'payment_link.changed'`, limit);
}

/** Removes public events that tell of no payment. */
export async function deletePublicWithoutPayment(
  handle: Handle,
  slice: Slice,
  limit: number,
): Promise<number> {
  return deleteSlice(
    handle,
    slice,
    sql`is_public and position is not null and transaction_id is null and ${isNotSentAgain}`,
    limit,
  );
}

const isNotSentAgain = sql`
  not exists (
    select from webhook_deliveries d where d.organization_id = events.organization_id and d.event_id = events.id and d.is_resend
  )`;

async function deleteSlice(
  handle: Handle,
  { organizationId, from, until }: Slice,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<number> {
  const made = sql.join(madeIn(sql`id`, sql`created_at`, { from, until }), sql` and `);
  const where = sql`organization_id = ${organizationId} and ${made} and ${which}`;
  return deleteSome(handle, 'events', { where, order: sql`id` }, limit);
}

export async function deleteEvents(
  handle: Handle,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`delete from events where organization_id = ${organizationId} and id = any(${ids}::uuid[])`.execute(
    handle,
  );
}

export type EventKey = { readonly organizationId: string; readonly id: string };
export type EventText = EventKey & { readonly checkoutId: string; readonly body: string };
export type TransactionKey = { readonly organizationId: string; readonly transactionId: string };

/** Everything that was told of how these transactions stand, locked in the order of ids. */
export async function lockTransactionEvents(
  handle: Handle,
  transactions: readonly TransactionKey[],
): Promise<EventText[]> {
  return rows<EventText>(
    handle,
    sql`
      select e.organization_id as "organizationId", e.id, e.checkout_id as "checkoutId", e.body
      from jsonb_to_recordset(${JSON.stringify(transactions)}::jsonb) as key("organizationId" uuid, "transactionId" uuid)
        join events e on e.organization_id = key."organizationId" and e.transaction_id = key."transactionId"
          and e.sequence is not null
      order by e.organization_id, e.id for update of e
    `,
  );
}

export async function updateBodies(
  handle: Handle,
  events: readonly (EventKey & { readonly body: string })[],
): Promise<void> {
  const changed = events.map(({ organizationId, id, body }) => ({ organizationId, id, body }));
  await sql`
    update events set body = row.body
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as row("organizationId" uuid, id uuid, body text)
    where events.organization_id = row."organizationId" and events.id = row.id
  `.execute(handle);
}

/** What was told of refunds of these transactions, locked in the order of ids. Reads all events of the organization. */
export async function lockRefundEvents(
  handle: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<EventText[]> {
  return rows<EventText>(
    handle,
    sql`
      select organization_id as "organizationId", id, checkout_id as "checkoutId", body from events
      where organization_id = ${organizationId} and type = 'refund.status_changed' and transaction_id = any(${transactionIds}::uuid[])
      order by id for update
    `,
  );
}
