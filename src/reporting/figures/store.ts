import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Day } from '#platform/kit/days.ts';
import { countedRows, type Scope } from './counted-rows.ts';
import type { Figures } from './figures.ts';

export type Progress = {
  readonly organizationId: string;
  /** The zone whose days are summed so far. */
  readonly timeZone: string;
  /** The first day that is not summed. */
  readonly closedUntil: Day;
};

type FigureRow = Pick<Figures, 'started' | 'linkStarted' | 'paid' | 'linkPaid' | 'transactions'> & {
  readonly grossUsd: bigint;
  readonly grossEur: bigint;
  readonly feeUsd: bigint;
  readonly feeEur: bigint;
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

export async function selectProgress(handle: Handle, organizationId: string): Promise<Progress | undefined> {
  return firstRow<Progress>(
    handle,
    sql`
      select organization_id as "organizationId", time_zone as "timeZone", closed_until::text as "closedUntil"
      from figure_progress where organization_id = ${organizationId}
    `,
  );
}

const daySums = sql`
  coalesce(sum(started), 0)::integer as started, coalesce(sum(link_started), 0)::integer as "linkStarted",
  coalesce(sum(paid), 0)::integer as paid, coalesce(sum(link_paid), 0)::integer as "linkPaid",
  coalesce(sum(transactions), 0)::integer as transactions,
  coalesce(sum(gross_usd_minor), 0)::bigint as "grossUsd", coalesce(sum(gross_eur_minor), 0)::bigint as "grossEur",
  coalesce(sum(fee_usd_minor), 0)::bigint as "feeUsd", coalesce(sum(fee_eur_minor), 0)::bigint as "feeEur",
  coalesce(sum(refunded_usd_minor), 0)::bigint as "refundedUsd", coalesce(sum(refunded_eur_minor), 0)::bigint as "refundedEur"`;

const linkDaySums = sql`
  coalesce(sum(started), 0)::integer as started, coalesce(sum(started), 0)::integer as "linkStarted",
  coalesce(sum(paid), 0)::integer as paid, coalesce(sum(paid), 0)::integer as "linkPaid", 0 as transactions,
  coalesce(sum(gross_usd_minor), 0)::bigint as "grossUsd", coalesce(sum(gross_eur_minor), 0)::bigint as "grossEur",
  0::bigint as "feeUsd", 0::bigint as "feeEur",
  coalesce(sum(refunded_usd_minor), 0)::bigint as "refundedUsd", coalesce(sum(refunded_eur_minor), 0)::bigint as "refundedEur"`;

/** Whose figures: all of an organization's in one mode, or those of one link. */
export type Owner = { readonly organizationId: string } & (
  | { readonly mode: Mode; readonly paymentLinkId?: undefined }
  | { readonly paymentLinkId: string; readonly mode?: undefined }
);

/** Sums of the days before `until`, one row a day from `from` on; earlier days are one row, `null`. */
export async function selectClosedDays(
  handle: Handle,
  owner: Owner,
  from: Day,
  until: Day,
): Promise<Map<Day | null, Figures>> {
  const source = owner.paymentLinkId
    ? sql`${linkDaySums} from daily_link_figures where payment_link_id = ${owner.paymentLinkId}`
    : sql`${daySums} from daily_figures where mode = ${owner.mode}`;
  const found = await rows<FigureRow & { day: Day | null }>(
    handle,
    sql`
      select case when day >= ${from}::date then day::text end as day, ${source}
        and organization_id = ${owner.organizationId} and day < ${until}::date
      group by 1
    `,
  );
  return new Map(found.map((row) => [row.day, toFigures(row)]));
}

const liveSums = sql`
  sum(started)::integer as started, coalesce(sum(started) filter (where payment_link_id is not null), 0)::integer as "linkStarted",
  sum(paid)::integer as paid, coalesce(sum(paid) filter (where payment_link_id is not null), 0)::integer as "linkPaid",
  sum(transactions)::integer as transactions, sum(gross_usd)::bigint as "grossUsd", sum(gross_eur)::bigint as "grossEur",
  sum(fee_usd)::bigint as "feeUsd", sum(fee_eur)::bigint as "feeEur",
  sum(refunded_usd)::bigint as "refundedUsd", sum(refunded_eur)::bigint as "refundedEur"`;

/** The same from the rows themselves, by number: 1 is the first of `scope.starts`, 0 is before them. */
export async function selectLiveDays(
  handle: Handle,
  scope: Scope,
  mode?: Mode,
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

/** Views by day; days before `from` are one row, `null`. */
export async function selectViews(handle: Handle, owner: Owner, from: Day): Promise<Map<Day | null, number>> {
  const source = owner.paymentLinkId
    ? sql`payment_link_views where payment_link_id = ${owner.paymentLinkId}`
    : sql`organization_views where mode = ${owner.mode} and day >= ${from}::date`;
  const found = await rows<{ day: Day | null; views: number }>(
    handle,
    sql`
      select case when day >= ${from}::date then day::text end as day, sum(views)::integer as views
      from ${source} and organization_id = ${owner.organizationId}
      group by 1
    `,
  );
  return new Map(found.map(({ day, views }) => [day, views]));
}

function toFigures(row: FigureRow): Figures {
  const { started, linkStarted, paid, linkPaid, transactions } = row;
  return {
    started,
    linkStarted,
    paid,
    linkPaid,
    transactions,
    grossMinor: { USD: row.grossUsd, EUR: row.grossEur },
    feeMinor: { USD: row.feeUsd, EUR: row.feeEur },
    refundedMinor: { USD: row.refundedUsd, EUR: row.refundedEur },
  };
}

export type Unstarted = { readonly id: string; readonly timeZone: string; readonly firstAt: Date };

/** Organizations whose days are not summed at all yet, with the time before which nothing of theirs happened. */
export async function selectUnstarted(
  handle: Handle,
  limit: number,
  organizationId?: string,
): Promise<Unstarted[]> {
  return rows<Unstarted>(
    handle,
    sql`
      select o.id, o.time_zone as "timeZone", least(o.created_at, earliest.created_at) as "firstAt"
      from organizations o
        left join lateral (
          select c.created_at from checkouts c where c.organization_id = o.id order by c.id limit 1
        ) earliest on true
      where not exists (select from figure_progress p where p.organization_id = o.id)
        ${organizationId ? sql`and o.id = ${organizationId}` : sql``}
      limit ${limit}
    `,
  );
}

export async function insertProgress(handle: Handle, progress: Progress & { dueAt: Date }): Promise<void> {
  await sql`
    insert into figure_progress (organization_id, time_zone, closed_until, due_at)
    values (${progress.organizationId}, ${progress.timeZone}, ${progress.closedUntil}::date, ${progress.dueAt})
    on conflict (organization_id) do nothing
  `.execute(handle);
}

/** Locks the organization whose next day has been over for longest, or whose zone was changed. */
export async function lockDueProgress(
  handle: Handle,
  now: Date,
): Promise<(Progress & { readonly currentTimeZone: string }) | undefined> {
  return firstRow(
    handle,
    sql<Progress & { readonly currentTimeZone: string }>`
      select p.organization_id as "organizationId", p.time_zone as "timeZone", p.closed_until::text as "closedUntil",
        o.time_zone as "currentTimeZone"
      from figure_progress p join organizations o on o.id = p.organization_id
      where p.due_at <= ${now} or p.time_zone <> o.time_zone
      order by p.due_at limit 1 for update of p skip locked
    `,
  );
}

export async function updateProgress(
  handle: Handle,
  { organizationId, closedUntil, dueAt }: { organizationId: string; closedUntil: Day; dueAt: Date },
): Promise<void> {
  await sql`
    update figure_progress set closed_until = ${closedUntil}::date, due_at = ${dueAt}
    where organization_id = ${organizationId}
  `.execute(handle);
}

/** Sums one day. `scope` is exactly that day. */
export async function insertClosedDay(handle: Handle, scope: Scope, day: Day): Promise<void> {
  await sql`
    with counted as materialized (${countedRows(scope)}), of_links as (
      insert into daily_link_figures (organization_id, payment_link_id, day, started, paid, gross_usd_minor, gross_eur_minor,
        refunded_usd_minor, refunded_eur_minor)
      select ${scope.organizationId}, payment_link_id, ${day}::date, sum(started), sum(paid), sum(gross_usd), sum(gross_eur),
        sum(refunded_usd), sum(refunded_eur)
      from counted where payment_link_id is not null group by payment_link_id
    )
    insert into daily_figures (organization_id, mode, day, started, link_started, paid, link_paid, transactions,
      gross_usd_minor, gross_eur_minor, fee_usd_minor, fee_eur_minor, refunded_usd_minor, refunded_eur_minor)
    select ${scope.organizationId}, mode, ${day}::date, sum(started), coalesce(sum(started) filter (where payment_link_id is not null), 0),
      sum(paid), coalesce(sum(paid) filter (where payment_link_id is not null), 0), sum(transactions), sum(gross_usd), sum(gross_eur),
      sum(fee_usd), sum(fee_eur), sum(refunded_usd), sum(refunded_eur)
    from counted group by mode
  `.execute(handle);
}

export async function deleteFigures(handle: Handle, organizationId: string): Promise<void> {
  // A long history may take longer than a page is given.
  await sql`set local statement_timeout = 0`.execute(handle);
  await sql`delete from daily_figures where organization_id = ${organizationId}`.execute(handle);
  await sql`delete from daily_link_figures where organization_id = ${organizationId}`.execute(handle);
  await sql`delete from figure_progress where organization_id = ${organizationId}`.execute(handle);
}

export async function selectAllProgress(handle: Handle): Promise<Progress[]> {
  return rows<Progress>(
    handle,
    sql`
      select organization_id as "organizationId", time_zone as "timeZone", closed_until::text as "closedUntil"
      from figure_progress order by organization_id
    `,
  );
}

/** The first day with a sum. */
export async function selectFirstDay(handle: Handle, organizationId: string): Promise<Day | null> {
  const row = await firstRow<{ day: Day | null }>(
    handle,
    sql`select min(day)::text as day from daily_figures where organization_id = ${organizationId}`,
  );
  return row?.day ?? null;
}

/** Links and modes whose sum of one day is not what the rows say. `scope` is exactly that day. */
export async function selectWrongSums(handle: Handle, scope: Scope, day: Day): Promise<string[]> {
  const { organizationId } = scope;
  const differ = (left: RawBuilder<unknown>, right: RawBuilder<unknown>) =>
    sql`${left} is distinct from ${right}`;
  const found = await rows<{ subject: string }>(
    handle,
    sql`
      with counted as materialized (${countedRows(scope)}), link as (
        select payment_link_id as id, sum(started) as started, sum(paid) as paid, sum(gross_usd) as gross_usd,
          sum(gross_eur) as gross_eur, sum(refunded_usd) as refunded_usd, sum(refunded_eur) as refunded_eur
        from counted where payment_link_id is not null group by 1
      ), total as (
        select mode, ${liveSums} from counted group by mode
      )
      select 'link ' || coalesce(link.id, f.payment_link_id) as subject
      from link full join (
        select * from daily_link_figures where organization_id = ${organizationId} and day = ${day}::date
      ) f on f.payment_link_id = link.id
      where ${differ(
        sql`(link.started, link.paid, link.gross_usd, link.gross_eur, link.refunded_usd, link.refunded_eur)`,
        sql`(f.started, f.paid, f.gross_usd_minor, f.gross_eur_minor, f.refunded_usd_minor, f.refunded_eur_minor)`,
      )}
      union all
      select 'mode ' || coalesce(total.mode, f.mode) from total full join (
        select * from daily_figures where organization_id = ${organizationId} and day = ${day}::date
      ) f on f.mode = total.mode
      where ${differ(
        sql`(total.started, total."linkStarted", total.paid, total."linkPaid", total.transactions, total."grossUsd", total."grossEur",
          total."feeUsd", total."feeEur", total."refundedUsd", total."refundedEur")`,
        sql`(f.started, f.link_started, f.paid, f.link_paid, f.transactions, f.gross_usd_minor, f.gross_eur_minor,
          f.fee_usd_minor, f.fee_eur_minor, f.refunded_usd_minor, f.refunded_eur_minor)`,
      )}
      order by 1 limit 20
    `,
  );
  return found.map(({ subject }) => subject);
}
