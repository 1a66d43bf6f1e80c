import { type RawBuilder, sql } from 'kysely';
import type { EntryIdentity } from '#paying/statements/entry-identity.ts';
import type { Direction, StatementKind } from '#paying/statements/statement.ts';
import type { Mode } from '#platform/contract/common.ts';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import type { BankEntryStatus, EntryDetails, NewEntry, Why } from './bank-entry.ts';
import type { CountedRow } from './kept-counts.ts';
import type { StoredReason } from './reasons.ts';
import { jsonOf } from './stored-json.ts';

/** Whoever changes what an organization's entries are waits here: the same entry counts once, and belongs to one. */
export async function lockEntries(tx: Handle, organizationId: string, mode: Mode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bank-entries:${organizationId}:${mode}`}, 0))`.execute(
    tx,
  );
}

const countsAtOnce = 2_000;

/** How often what is kept of these days stands there, told row by row: a day may have a hundred thousand of them. */
export async function readCounts(
  tx: Handle,
  organizationId: string,
  mode: Mode,
  days: readonly { readonly account: string; readonly day: string }[],
  learn: (row: CountedRow) => void,
): Promise<void> {
  await sql`
      declare kept_counts no scroll cursor for
      select e.account, e.booked_on::text as day, e.content, e.movement, e.is_bare as "isBare", count(*)::integer as count
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as asked (account text, day date)
        join bank_entries e on e.account = asked.account and e.booked_on = asked.day
      where e.organization_id = ${organizationId} and e.mode = ${mode} and e.content is not null
      group by e.account, e.booked_on, e.content, e.movement, e.is_bare
    `.execute(tx);
  let isMore = true;
  while (isMore) {
    const found = await rows<CountedRow>(tx, sql`fetch ${sql.lit(countsAtOnce)} from kept_counts`);
    for (const row of found) learn(row);
    isMore = found.length === countsAtOnce;
  }
  await sql`close kept_counts`.execute(tx);
}

/** Forgets what was announced of an account: a newer file tells it anew, or has it booked. */
export async function deleteAnnounced(
  tx: Handle,
  organizationId: string,
  mode: Mode,
  accounts: readonly string[],
): Promise<void> {
  await sql`
    delete from bank_entries
    where organization_id = ${organizationId} and mode = ${mode} and status = 'on_its_way' and account = any(${accounts}::text[])
  `.execute(tx);
}

/** Writes many entries in one statement; also none, so that a transaction that only reads a long file is not given up as idle. */
export async function insertBankEntries(tx: Handle, entries: readonly NewEntry[], now: Date): Promise<void> {
  await sql`
    insert into bank_entries (organization_id, id, mode, statement_id, account, kind, line, number, status, direction, amount_minor,
      currency, booked_on, value_on, content, movement, is_bare, details, reasons, why, batch_id, refund_id, created_at, updated_at)
    select organization_id, id, mode, statement_id, account, kind, line, number, status, direction, amount_minor, currency, booked_on,
      value_on, content, movement, is_bare, details, reasons, why, batch_id, refund_id, ${now}, ${now}
    from jsonb_to_recordset(${jsonOf(entries.map(rowOf))}::jsonb) as entry (organization_id uuid, id uuid, mode text,
      statement_id uuid, account text, kind text, line integer, number integer, status text, direction text, amount_minor bigint,
      currency text, booked_on date, value_on date, content text, movement text, is_bare boolean, details jsonb, reasons jsonb,
      why text, batch_id uuid, refund_id uuid)
  `.execute(tx);
}

function rowOf(entry: NewEntry) {
  return {
    organization_id: entry.organizationId,
    id: entry.id,
    mode: entry.mode,
    statement_id: entry.statementId,
    account: entry.account,
    kind: entry.kind,
    line: entry.line,
    number: entry.number,
    status: entry.status,
    direction: entry.direction,
    amount_minor: entry.amountMinor,
    currency: entry.currency,
    booked_on: entry.bookedOn,
    value_on: entry.valueOn,
    content: entry.identity?.content ?? null,
    movement: entry.identity?.movement ?? null,
    is_bare: entry.identity?.isBare ?? false,
    details: entry.details,
    reasons: entry.reasons,
    why: entry.why,
    batch_id: entry.batchId,
    refund_id: entry.refundId,
  };
}

export type SameMovement = {
  readonly id: string;
  readonly isBatch: boolean;
  /** It was matched, or somebody decided on it, so that it stays what it is. */
  readonly isDecided: boolean;
  readonly details: EntryDetails;
};

/** Entries of a day that are this movement, whatever they tell of it. */
export async function selectSameMovement(
  tx: Handle,
  organizationId: string,
  mode: Mode,
  account: string,
  { day, movement }: EntryIdentity,
  which: 'all' | 'bare',
): Promise<SameMovement[]> {
  return rows<SameMovement>(
    tx,
    sql`
      select id, details->>'batch' <> 'none' as "isBatch", details,
        decided_by is not null or status in ('matched', 'batch') as "isDecided"
      from bank_entries
      where organization_id = ${organizationId} and mode = ${mode} and account = ${account} and booked_on = ${day}
        and movement = ${movement} and content is not null and ${which === 'bare' ? sql`is_bare` : sql`true`}
      order by id
    `,
  );
}

/** What another file tells of an entry, while what was decided about it stays. */
export async function tellMore(
  tx: Handle,
  organizationId: string,
  id: string,
  told: Pick<NewEntry, 'details' | 'identity'>,
): Promise<void> {
  await sql`
    update bank_entries set content = ${told.identity?.content ?? null}, is_bare = false, details = ${jsonOf(told.details)}::jsonb
    where organization_id = ${organizationId} and id = ${id}
  `.execute(tx);
}

export async function deleteEntry(tx: Handle, organizationId: string, id: string): Promise<void> {
  await sql`delete from bank_entries where organization_id = ${organizationId} and id = ${id}`.execute(tx);
}

/** Amounts are texts of minor units. */
export type MatchRow = {
  readonly id: string;
  readonly transactionId: string;
  readonly attemptId: string;
  readonly reference: string | null;
  readonly amountMinor: string;
  readonly matchedBy: string;
  readonly matchedAt: string;
};

export type EntryRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly status: BankEntryStatus;
  readonly direction: Direction;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly account: string;
  readonly bookedOn: string | null;
  readonly valueOn: string | null;
  readonly details: EntryDetails;
  readonly reasons: readonly StoredReason[];
  readonly why: Why | null;
  readonly kind: StatementKind;
  readonly number: number | null;
  readonly refundId: string | null;
  readonly decidedBy: string | null;
  readonly updatedAt: Date;
  readonly statementId: string;
  readonly fileName: string;
  readonly matches: readonly MatchRow[];
};

const entryColumns = sql`
  e.organization_id as "organizationId", e.id, e.mode, e.status, e.direction, e.amount_minor as "amountMinor", e.currency, e.account,
  e.booked_on::text as "bookedOn", e.value_on::text as "valueOn", e.details, e.reasons, e.why, e.kind, e.number,
  e.refund_id as "refundId", e.decided_by as "decidedBy", e.updated_at as "updatedAt", e.statement_id as "statementId",
  s.file_name as "fileName",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', m.id, 'transactionId', m.transaction_id, 'attemptId', m.attempt_id,
      'reference', t.reference, 'amountMinor', m.amount_minor::text, 'matchedBy', m.matched_by, 'matchedAt', m.created_at) order by m.id)
    from bank_matches m
      left join bank_transfers t on t.organization_id = m.organization_id and t.attempt_id = m.attempt_id
    where m.organization_id = e.organization_id and m.entry_id = e.id and m.undone_at is null
  ), '[]'::jsonb) as matches`;

const entryTables = sql`bank_entries e join bank_statements s on s.organization_id = e.organization_id and s.id = e.statement_id`;

export type EntryFilters = {
  readonly mode: Mode;
  readonly status: BankEntryStatus | undefined;
  readonly statementId: string | undefined;
};

export async function listEntryRows(
  handle: Handle,
  organizationId: string,
  { mode, status, statementId }: EntryFilters,
  page: PageRequest,
): Promise<EntryRow[]> {
  const { where, tail } = pageClause(page, sql`e.id`);
  const parts: RawBuilder<unknown>[] = [sql`e.mode = ${mode}`];
  parts.push(status ? sql`e.status = ${status}` : sql`e.status <> 'batch'`);
  if (statementId) parts.push(sql`e.statement_id = ${statementId}`);
  return rows<EntryRow>(
    handle,
    sql`
      select ${entryColumns} from ${entryTables}
      where e.organization_id = ${organizationId} and ${where} and ${sql.join(parts, sql` and `)} ${tail}
    `,
  );
}

export async function findEntryRow(
  handle: Handle,
  organizationId: string,
  id: string,
): Promise<EntryRow | undefined> {
  return firstRow<EntryRow>(
    handle,
    sql`
      select ${entryColumns} from ${entryTables}
      where e.organization_id = ${organizationId} and e.id = ${id} and e.status <> 'batch'
    `,
  );
}

/** What somebody decided about an entry. */
export async function decideEntry(
  tx: Handle,
  organizationId: string,
  id: string,
  decided: {
    readonly status: 'matched' | 'unmatched' | 'ignored';
    readonly why: Why | null;
    readonly reasons: readonly unknown[];
    readonly decidedBy: string | null;
  },
  now: Date,
): Promise<void> {
  await sql`
    update bank_entries set status = ${decided.status}, why = ${decided.why}, reasons = ${jsonOf(decided.reasons)}::jsonb,
      decided_by = ${decided.decidedBy}, updated_at = ${now}
    where organization_id = ${organizationId} and id = ${id}
  `.execute(tx);
}

/** Blanks who paid by bank, and what they wrote, in the entries of these transactions; gives how many. */
export async function blankCounterparties(
  tx: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<number> {
  const nothing = {
    counterparty: { name: null, iban: null },
    text: '',
    bankText: '',
    references: [],
    endToEndId: null,
  };
  const { numAffectedRows } = await sql`
    update bank_entries e set details = e.details || ${JSON.stringify(nothing)}::jsonb,
      reasons = coalesce((select jsonb_agg(reason) from jsonb_array_elements(e.reasons) reason where reason->>'code' <> 'other_payer'), '[]'::jsonb)
    where e.organization_id = ${organizationId} and e.id in (
      select entry_id from bank_matches where organization_id = ${organizationId} and transaction_id = any(${transactionIds}::uuid[])
      union
      select b.entry_id from bank_refunds b join refunds r on r.organization_id = b.organization_id and r.id = b.refund_id
      where b.organization_id = ${organizationId} and r.transaction_id = any(${transactionIds}::uuid[]))
  `.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
