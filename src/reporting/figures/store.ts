import { type RawBuilder, sql } from 'kysely';
import type { AccountBalance } from '#paying/ledger/wallet.ts';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Day } from '#platform/kit/days.ts';
import { bookedRows, countedRows, type Scope } from './counted-rows.ts';
import type { Figures } from './figures.ts';

/** How far an organization's days are summed. */
export type Progress = {
  readonly organizationId: string;
  readonly timeZone: string;
  /** Exclusive: the next slice begins here. */
  readonly summedUntil: Date;
};

/** Whose figures: all of an organization's in one mode, or those of one link. */
export type Owner = { readonly organizationId: string } & (
  | { readonly mode: Mode; readonly paymentLinkId?: undefined }
  | { readonly paymentLinkId: string; readonly mode?: undefined }
);

type FigureRow = Omit<Figures, 'grossMinor' | 'refundedMinor'> & {
  readonly grossUsd: bigint;
  readonly grossEur: bigint;
  readonly refundedUsd: bigint;
  readonly refundedEur: bigint;
};

/** The database's time, cut to what a `Date` can hold. */
export async function readNow(handle: Handle, offsetMs: number): Promise<Date> {
  const row = await firstRow<{ now: Date }>(
    handle,
    sql`select date_trunc('milliseconds', ${databaseNow(offsetMs)}) as now`,
  );
  return (row as { now: Date }).now;
}

const progressColumns = sql`
  p.organization_id as "organizationId", p.time_zone as "timeZone", p.summed_until as "summedUntil"`;

export async function selectProgress(handle: Handle, organizationId: string): Promise<Progress | undefined> {
  return firstRow<Progress>(
    handle,
    sql`select ${progressColumns} from figure_progress p where p.organization_id = ${organizationId}`,
  );
}

export async function selectAllProgress(handle: Handle): Promise<Progress[]> {
  return rows<Progress>(
    handle,
    sql`select ${progressColumns} from figure_progress p order by p.organization_id`,
  );
}

const amountSums = sql`
  coalesce(sum(gross_usd_minor), 0)::bigint as "grossUsd", coalesce(sum(gross_eur_minor), 0)::bigint as "grossEur",
  coalesce(sum(refunded_usd_minor), 0)::bigint as "refundedUsd", coalesce(sum(refunded_eur_minor), 0)::bigint as "refundedEur"`;

const daySums = sql`
  sum(started)::integer as started, sum(link_started)::integer as "linkStarted", sum(paid)::integer as paid,
  sum(link_paid)::integer as "linkPaid", sum(transactions)::integer as transactions, sum(links_made)::integer as "linksMade",
  ${amountSums}`;

const linkDaySums = sql`
  sum(started)::integer as started, sum(started)::integer as "linkStarted", sum(paid)::integer as paid,
  sum(paid)::integer as "linkPaid", 0 as transactions, 0 as "linksMade", ${amountSums}`;

/** Kept sums, one row a day from `from` on; those of earlier days are one row, `null`. */
export async function selectSummedDays(
  handle: Handle,
  owner: Owner,
  from: Day,
): Promise<Map<Day | null, Figures>> {
  const source = owner.paymentLinkId
    ? sql`${linkDaySums} from daily_link_figures where payment_link_id = ${owner.paymentLinkId}`
    : sql`${daySums} from daily_figures where mode = ${owner.mode}`;
  const found = await rows<FigureRow & { day: Day | null }>(
    handle,
    sql`
      select case when day >= ${from}::date then day::text end as day, ${source}
        and organization_id = ${owner.organizationId}
      group by 1
    `,
  );
  return new Map(found.map((row) => [row.day, toFigures(row)]));
}

const liveSums = sql`
  sum(started)::integer as started, coalesce(sum(started) filter (where payment_link_id is not null), 0)::integer as "linkStarted",
  sum(paid)::integer as paid, coalesce(sum(paid) filter (where payment_link_id is not null), 0)::integer as "linkPaid",
  sum(transactions)::integer as transactions, sum(links_made)::integer as "linksMade", sum(gross_usd)::bigint as "grossUsd",
  sum(gross_eur)::bigint as "grossEur", sum(refunded_usd)::bigint as "refundedUsd", sum(refunded_eur)::bigint as "refundedEur"`;

/** The same from the rows themselves, by number: 1 is the first of `scope.starts`, 0 is before them. */
export async function selectLiveDays(
  handle: Handle,
  scope: Scope,
  mode: Mode | undefined,
): Promise<Map<number, Figures>> {
  const found = await rows<FigureRow & { dayNumber: number }>(
    handle,
    sql`
      select day_number as "dayNumber", ${liveSums} from (${countedRows(scope)}) counted
      ${mode ? sql`where mode = ${mode}` : sql``}
      group by 1
    `,
  );
  return new Map(found.map((row) => [row.dayNumber, toFigures(row)]));
}

/**
 * Views by day from `from` to `today`; those of a link on earlier days are one row, `null`. Today has those of a day
 * that had begun in a zone further east, where the organization was before.
 */
export async function selectViews(
  handle: Handle,
  owner: Owner,
  { from, today }: { readonly from: Day; readonly today: Day },
): Promise<Map<Day | null, number>> {
  const source = owner.paymentLinkId
    ? sql`payment_link_views where payment_link_id = ${owner.paymentLinkId}`
    : sql`organization_views where mode = ${owner.mode} and day >= ${from}::date`;
  const found = await rows<{ day: Day | null; views: number }>(
    handle,
    sql`
      select case when day >= ${from}::date then least(day, ${today}::date)::text end as day, sum(views)::integer as views
      from ${source} and organization_id = ${owner.organizationId}
      group by 1
    `,
  );
  return new Map(found.map(({ day, views }) => [day, views]));
}

/** What the accounts of the ledger hold: kept sums, unless those are of another zone, and the postings since. */
export async function selectBalances(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  { isSummed, from, until }: Pick<Scope, 'from' | 'until'> & { isSummed: boolean },
): Promise<AccountBalance[]> {
  const booked = { organizationId, from, until, starts: [until] };
  return rows<AccountBalance>(
    handle,
    sql`
      select currency, account, sum(amount)::bigint as "amountMinor" from (
        select currency, account, amount_minor as amount from daily_balances
        where ${isSummed} and organization_id = ${organizationId} and mode = ${mode}
        union all
        select currency, account, amount from (${bookedRows(booked)}) booked where mode = ${mode}
      ) balance group by 1, 2
    `,
  );
}

function toFigures({ grossUsd, grossEur, refundedUsd, refundedEur, ...counts }: FigureRow): Figures {
  const { started, linkStarted, paid, linkPaid, transactions, linksMade } = counts;
  return {
    ...{ started, linkStarted, paid, linkPaid, transactions, linksMade },
    grossMinor: { USD: grossUsd, EUR: grossEur },
    refundedMinor: { USD: refundedUsd, EUR: refundedEur },
  };
}

export type Unstarted = { readonly id: string; readonly timeZone: string; readonly firstAt: Date };

/** Organizations that are not summed at all yet, with the time before which nothing of theirs happened. */
export async function selectUnstarted(handle: Handle, limit: number): Promise<Unstarted[]> {
  return rows<Unstarted>(
    handle,
    sql`
      select o.id, o.time_zone as "timeZone", least(o.created_at, checkout.created_at, link.created_at) as "firstAt"
      from organizations o
        left join lateral (
          select c.created_at from checkouts c where c.organization_id = o.id order by c.id limit 1
        ) checkout on true
        left join lateral (
          select l.created_at from payment_links l where l.organization_id = o.id order by l.id limit 1
        ) link on true
      where not exists (select from figure_progress p where p.organization_id = o.id)
      limit ${limit}
    `,
  );
}

export async function insertProgress(handle: Handle, progress: Progress): Promise<void> {
  await sql`
    insert into figure_progress (organization_id, time_zone, summed_until, due_at)
    values (${progress.organizationId}, ${progress.timeZone}, ${progress.summedUntil}, ${progress.summedUntil})
    on conflict (organization_id) do nothing
  `.execute(handle);
}

/** Locks the organization that has been due for longest, or whose zone was changed. */
export async function lockDueProgress(
  handle: Handle,
  now: Date,
): Promise<(Progress & { readonly currentTimeZone: string }) | undefined> {
  return firstRow(
    handle,
    sql<Progress & { readonly currentTimeZone: string }>`
      select ${progressColumns}, o.time_zone as "currentTimeZone"
      from figure_progress p join organizations o on o.id = p.organization_id
      where p.due_at <= ${now} or p.time_zone <> o.time_zone
      order by p.due_at limit 1 for update of p skip locked
    `,
  );
}

export async function updateProgress(
  handle: Handle,
  { organizationId, summedUntil, dueAt }: { organizationId: string; summedUntil: Date; dueAt: Date },
): Promise<void> {
  await sql`
    update figure_progress set summed_until = ${summedUntil}, due_at = ${dueAt} where organization_id = ${organizationId}
  `.execute(handle);
}

/** A time that is cut into days: `days[n]` begins, or is continued, at `starts[n]`. */
export type Slices = Scope & { readonly days: readonly Day[] };

/** Adds slices to the sums of their days. */
export async function addSlices(handle: Handle, slices: Slices): Promise<void> {
  const { organizationId } = slices;
  const day = sql`(${slices.days}::date[])[day_number]`;
  await sql`
    with counted as materialized (${countedRows(slices)}), of_links as (
      insert into daily_link_figures as f (organization_id, payment_link_id, day, started, paid, gross_usd_minor, gross_eur_minor,
        refunded_usd_minor, refunded_eur_minor)
      select ${organizationId}, payment_link_id, ${day}, sum(started), sum(paid), sum(gross_usd), sum(gross_eur),
        sum(refunded_usd), sum(refunded_eur)
      from counted where payment_link_id is not null group by payment_link_id, day_number
      on conflict (organization_id, payment_link_id, day) do update set started = f.started + excluded.started,
        paid = f.paid + excluded.paid, gross_usd_minor = f.gross_usd_minor + excluded.gross_usd_minor,
        gross_eur_minor = f.gross_eur_minor + excluded.gross_eur_minor,
        refunded_usd_minor = f.refunded_usd_minor + excluded.refunded_usd_minor,
        refunded_eur_minor = f.refunded_eur_minor + excluded.refunded_eur_minor
    ), balances as (
      insert into daily_balances as b (organization_id, mode, day, currency, account, amount_minor)
      select ${organizationId}, mode, ${day}, currency, account, amount from (${bookedRows(slices)}) booked
      on conflict (organization_id, mode, currency, account, day) do update set amount_minor = b.amount_minor + excluded.amount_minor
    )
    insert into daily_figures as f (organization_id, mode, day, started, link_started, paid, link_paid, transactions, links_made,
      gross_usd_minor, gross_eur_minor, refunded_usd_minor, refunded_eur_minor)
    select ${organizationId}, mode, ${day}, sum(started), coalesce(sum(started) filter (where payment_link_id is not null), 0),
      sum(paid), coalesce(sum(paid) filter (where payment_link_id is not null), 0), sum(transactions), sum(links_made),
      sum(gross_usd), sum(gross_eur), sum(refunded_usd), sum(refunded_eur)
    from counted group by mode, day_number
    on conflict (organization_id, mode, day) do update set started = f.started + excluded.started,
      link_started = f.link_started + excluded.link_started, paid = f.paid + excluded.paid, link_paid = f.link_paid + excluded.link_paid,
      transactions = f.transactions + excluded.transactions, links_made = f.links_made + excluded.links_made,
      gross_usd_minor = f.gross_usd_minor + excluded.gross_usd_minor, gross_eur_minor = f.gross_eur_minor + excluded.gross_eur_minor,
      refunded_usd_minor = f.refunded_usd_minor + excluded.refunded_usd_minor,
      refunded_eur_minor = f.refunded_eur_minor + excluded.refunded_eur_minor
  `.execute(handle);
}

export async function deleteFigures(handle: Handle, organizationId: string): Promise<void> {
  await sql`delete from daily_figures where organization_id = ${organizationId}`.execute(handle);
  await sql`delete from daily_link_figures where organization_id = ${organizationId}`.execute(handle);
  await sql`delete from daily_balances where organization_id = ${organizationId}`.execute(handle);
  await sql`delete from figure_progress where organization_id = ${organizationId}`.execute(handle);
}

/** The first day with a sum. */
export async function selectFirstDay(handle: Handle, organizationId: string): Promise<Day | null> {
  const row = await firstRow<{ day: Day | null }>(
    handle,
    sql`select min(day)::text as day from daily_figures where organization_id = ${organizationId}`,
  );
  return row?.day ?? null;
}

/** What of these days is summed wrongly. */
export async function selectWrongSums(
  handle: Handle,
  slices: Slices,
): Promise<{ day: Day; subject: string }[]> {
  const { organizationId, days } = slices;
  const day = sql`(${days}::date[])[day_number]`;
  const kept = (table: RawBuilder<unknown>) =>
    sql`(select * from ${table} where organization_id = ${organizationId} and day = any(${days}::date[]))`;
  return rows(
    handle,
    sql<{ day: Day; subject: string }>`
      with counted as materialized (${countedRows(slices)}), link as (
        select ${day} as day, payment_link_id as id, sum(started) as started, sum(paid) as paid,
          sum(gross_usd) as gross_usd, sum(gross_eur) as gross_eur, sum(refunded_usd) as refunded_usd,
          sum(refunded_eur) as refunded_eur
        from counted where payment_link_id is not null group by 1, 2
      ), total as (
        select ${day} as day, mode, ${liveSums} from counted group by 1, 2
      ), booked as (
        select ${day} as day, mode, currency, account, amount from (${bookedRows(slices)}) booked
      )
      select coalesce(link.day, f.day)::text as day, 'link ' || coalesce(link.id, f.payment_link_id) as subject
      from link full join ${kept(sql`daily_link_figures`)} f on f.payment_link_id = link.id and f.day = link.day
      where (link.started, link.paid, link.gross_usd, link.gross_eur, link.refunded_usd, link.refunded_eur)
        is distinct from (f.started, f.paid, f.gross_usd_minor, f.gross_eur_minor, f.refunded_usd_minor, f.refunded_eur_minor)
      union all
      select coalesce(total.day, f.day)::text, 'mode ' || coalesce(total.mode, f.mode)
      from total full join ${kept(sql`daily_figures`)} f on f.mode = total.mode and f.day = total.day
      where (total.started, total."linkStarted", total.paid, total."linkPaid", total.transactions, total."linksMade",
          total."grossUsd", total."grossEur", total."refundedUsd", total."refundedEur")
        is distinct from (f.started, f.link_started, f.paid, f.link_paid, f.transactions, f.links_made,
          f.gross_usd_minor, f.gross_eur_minor, f.refunded_usd_minor, f.refunded_eur_minor)
      union all
      select coalesce(booked.day, b.day)::text, 'balance ' || coalesce(booked.account, b.account)
      from booked full join ${kept(sql`daily_balances`)} b on b.day = booked.day
        and b.mode = booked.mode and b.currency = booked.currency and b.account = booked.account
      where booked.amount is distinct from b.amount_minor
      order by 1, 2 limit 20
    `,
  );
}
