import { type RawBuilder, sql } from 'kysely';
import type { CsvMapping } from '#paying/statements/csv/mapping.ts';
import type { Encoding } from '#paying/statements/encoding/encodings.ts';
import type { EntryIdentity } from '#paying/statements/entry-identity.ts';
import type { Direction, StatementKind } from '#paying/statements/statement.ts';
import type { Mode } from '#platform/contract/common.ts';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { BankEntryStatus, EntryDetails, NewEntry, Why } from './bank-entry.ts';
import type { StoredMapping } from './csv-mapping.ts';
import type { CountedRow } from './kept-counts.ts';
import { endToEndIdOf, type KnownRefund, type KnownTransfer } from './known-money.ts';
import type { StoredReason } from './reasons.ts';

/** Whoever changes what an organization's entries are waits here: the same entry counts once, and belongs to one. */
export async function lockEntries(tx: Handle, organizationId: string, mode: Mode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bank-entries:${organizationId}:${mode}`}, 0))`.execute(
    tx,
  );
}

/** IBANs that are or were connected, in this mode. */
export async function selectOwnIbans(handle: Handle, organizationId: string, mode: Mode): Promise<string[]> {
  const found = await rows<{ iban: string }>(
    handle,
    sql`
      select distinct settings->>'iban' as iban from connections
      where organization_id = ${organizationId} and mode = ${mode} and provider = 'bank' and settings->>'iban' is not null
    `,
  );
  return found.map(({ iban }) => iban);
}

/** How often what is kept of these days stands there. */
export async function selectCounts(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  days: readonly { readonly account: string; readonly day: string }[],
): Promise<CountedRow[]> {
  return rows<CountedRow>(
    handle,
    sql`
      select e.account, e.booked_on::text as day, e.content, e.movement, e.is_bare as "isBare", count(*)::integer as count
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as asked (account text, day date)
        join bank_entries e on e.account = asked.account and e.booked_on = asked.day
      where e.organization_id = ${organizationId} and e.mode = ${mode} and e.content is not null
      group by e.account, e.booked_on, e.content, e.movement, e.is_bare
    `,
  );
}

/** The newest transfer of each reference. */
export async function selectTransfers(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  references: readonly string[],
): Promise<KnownTransfer[]> {
  const newest = sql`
    select distinct on (t.reference) t.* from bank_transfers t
    where t.organization_id = ${organizationId} and t.mode = ${mode} and t.reference = any(${references}::text[])
    order by t.reference, t.attempt_id desc`;
  return selectKnown(handle, newest);
}

/** The newest that wait for money, for suggestions. */
export async function selectOpenTransfers(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  limit: number,
): Promise<KnownTransfer[]> {
  const newest = sql`
    select t.* from bank_transfers t
    where t.organization_id = ${organizationId} and t.mode = ${mode} and t.status in ('waiting', 'sent') and t.reference is not null
    order by t.attempt_id desc limit ${limit}`;
  return selectKnown(handle, newest);
}

/** The newest transfer of a transaction. */
export async function selectTransferOf(
  handle: Handle,
  organizationId: string,
  checkoutId: string,
): Promise<KnownTransfer | undefined> {
  const newest = sql`
    select t.* from bank_transfers t
    where t.organization_id = ${organizationId} and t.checkout_id = ${checkoutId} and t.reference is not null
    order by t.attempt_id desc limit 1`;
  return (await selectKnown(handle, newest))[0];
}

async function selectKnown(handle: Handle, transfers: RawBuilder<unknown>): Promise<KnownTransfer[]> {
  return rows<KnownTransfer>(
    handle,
    sql`
      select t.attempt_id as "attemptId", x.id as "transactionId", t.reference, t.currency, t.expected_minor as "expectedMinor",
        t.buyer_name as "buyerName", case t.status when 'succeeded' then 'paid' when 'canceled' then 'closed' else 'open' end as state,
        greatest(0, coalesce((
          select sum(m.amount_minor) from bank_matches m
          where m.organization_id = t.organization_id and m.attempt_id = t.attempt_id and m.undone_at is null
        ), 0) - t.given_back_minor)::bigint as "receivedMinor"
      from (${transfers}) t
        join transactions x on x.organization_id = t.organization_id and x.checkout_id = t.checkout_id
      order by t.attempt_id desc
    `,
  );
}

export async function selectRefunds(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  refundIds: readonly string[],
): Promise<KnownRefund[]> {
  const found = await rows<Omit<KnownRefund, 'endToEndId'>>(
    handle,
    sql`
      select refund_id as "refundId", attempt_id as "attemptId", amount_minor as "amountMinor", currency,
        case when status in ('sent', 'returned') then 'sent' else 'pending' end as state
      from bank_refunds
      where organization_id = ${organizationId} and mode = ${mode} and refund_id = any(${refundIds}::uuid[])
    `,
  );
  return found.map((refund) => ({ ...refund, endToEndId: endToEndIdOf(refund.refundId) }));
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

/** What the database keeps of any text: no NUL, and no half of a character. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return each.toString();
    return typeof each === 'string' ? each.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '') : each;
  });
}

export type BareEntry = {
  readonly id: string;
  readonly statementId: string;
  readonly isBatch: boolean;
  /** Somebody decided on it, so that it stays what it is. */
  readonly isDecided: boolean;
};

/** Entries of a day that tell nothing but this movement. */
export async function selectBare(
  tx: Handle,
  organizationId: string,
  mode: Mode,
  account: string,
  { day, movement }: EntryIdentity,
): Promise<BareEntry[]> {
  return rows<BareEntry>(
    tx,
    sql`
      select id, statement_id as "statementId", details->>'batch' <> 'none' as "isBatch", decided_by is not null as "isDecided"
      from bank_entries
      where organization_id = ${organizationId} and mode = ${mode} and account = ${account} and booked_on = ${day}
        and movement = ${movement} and is_bare and content is not null
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

export type NewMatch = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly entryId: string;
  readonly attemptId: string;
  readonly transactionId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly matchedBy: string;
};

export async function insertMatches(tx: Handle, matches: readonly NewMatch[], now: Date): Promise<void> {
  if (matches.length === 0) return;
  await sql`
    insert into bank_matches (organization_id, id, mode, entry_id, attempt_id, transaction_id, currency, amount_minor, matched_by, created_at)
    select "organizationId", id, mode, "entryId", "attemptId", "transactionId", currency, "amountMinor", "matchedBy", ${now}
    from jsonb_to_recordset(${jsonOf(matches)}::jsonb) as match ("organizationId" uuid, id uuid, mode text, "entryId" uuid,
      "attemptId" uuid, "transactionId" uuid, currency text, "amountMinor" bigint, "matchedBy" text)
  `.execute(tx);
}

export type StatementRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly handedInBy: string | null;
  readonly kinds: readonly StatementKind[];
  readonly accounts: readonly string[];
  readonly entries: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly duplicates: number;
  readonly ignored: number;
  readonly onItsWay: number;
  readonly problems: readonly { code: string; detail: string; file: string; line: number | null }[];
  readonly createdAt: Date;
};

export async function insertStatement(tx: Handle, statement: StatementRow): Promise<void> {
  const s = statement;
  await sql`
    insert into bank_statements (organization_id, id, mode, file_name, file_bytes, handed_in_by, kinds, accounts, entries, matched,
      unmatched, duplicates, ignored, on_its_way, problems, created_at)
    values (${s.organizationId}, ${s.id}, ${s.mode}, ${s.fileName}, ${s.fileBytes}, ${s.handedInBy}, ${[...s.kinds]}, ${[...s.accounts]},
      ${s.entries}, ${s.matched}, ${s.unmatched}, ${s.duplicates}, ${s.ignored}, ${s.onItsWay}, ${jsonOf(s.problems)}::jsonb, ${s.createdAt})
  `.execute(tx);
}

export async function listStatementRows(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  page: PageRequest,
): Promise<StatementRow[]> {
  const { where, tail } = pageClause(page, sql`id`);
  return rows<StatementRow>(
    handle,
    sql`
      select organization_id as "organizationId", id, mode, file_name as "fileName", file_bytes as "fileBytes",
        handed_in_by as "handedInBy", kinds, accounts, entries, matched, unmatched, duplicates, ignored, on_its_way as "onItsWay",
        problems, created_at as "createdAt"
      from bank_statements where organization_id = ${organizationId} and mode = ${mode} and ${where} ${tail}
    `,
  );
}

export type RememberedMapping = { readonly mapping: StoredMapping; readonly encoding: Encoding | null };

export async function findMapping(
  handle: Handle,
  organizationId: string,
  headerHash: Buffer,
): Promise<RememberedMapping | undefined> {
  return firstRow<RememberedMapping>(
    handle,
    sql`select mapping, encoding from statement_mappings where organization_id = ${organizationId} and header_hash = ${headerHash}`,
  );
}

export async function upsertMapping(
  tx: Handle,
  organizationId: string,
  headerHash: Buffer,
  { header: _, ...mapping }: CsvMapping,
  encoding: Encoding | null,
  now: Date,
): Promise<void> {
  await sql`
    insert into statement_mappings (organization_id, header_hash, mapping, encoding, updated_at)
    values (${organizationId}, ${headerHash}, ${jsonOf(mapping)}::jsonb, ${encoding}, ${now})
    on conflict (organization_id, header_hash) do update set mapping = excluded.mapping, encoding = excluded.encoding,
      updated_at = excluded.updated_at
  `.execute(tx);
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
  readonly isUndoable: boolean;
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

/** A refund that did not fail rests on the money of its attempt. */
const restsOn = sql`exists (
  select 1 from refunds r where r.organization_id = m.organization_id and r.attempt_id = m.attempt_id and r.status <> 'failed')`;

const entryColumns = sql`
  e.organization_id as "organizationId", e.id, e.mode, e.status, e.direction, e.amount_minor as "amountMinor", e.currency, e.account,
  e.booked_on::text as "bookedOn", e.value_on::text as "valueOn", e.details, e.reasons, e.why, e.kind, e.number,
  e.refund_id as "refundId", e.decided_by as "decidedBy", e.updated_at as "updatedAt", e.statement_id as "statementId",
  s.file_name as "fileName",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', m.id, 'transactionId', m.transaction_id, 'attemptId', m.attempt_id,
      'reference', t.reference, 'amountMinor', m.amount_minor::text, 'matchedBy', m.matched_by, 'matchedAt', m.created_at,
      'isUndoable', m.amount_minor < 0 or not ${restsOn}) order by m.id)
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

export async function undoMatches(
  tx: Handle,
  organizationId: string,
  ids: readonly string[],
  undoneBy: string,
  now: Date,
): Promise<void> {
  await sql`
    update bank_matches set undone_at = ${now}, undone_by = ${undoneBy}
    where organization_id = ${organizationId} and id = any(${ids}::uuid[]) and undone_at is null
  `.execute(tx);
}

/** Holds the checkouts of these attempts, so that no refund of them begins meanwhile. */
export async function lockCheckoutsOf(
  tx: Handle,
  organizationId: string,
  attemptIds: readonly string[],
): Promise<void> {
  await sql`
    select c.id from checkouts c
    where c.organization_id = ${organizationId} and c.id in (
      select checkout_id from bank_transfers where organization_id = ${organizationId} and attempt_id = any(${attemptIds}::uuid[]))
    order by c.id for update
  `.execute(tx);
}

export async function hasRefund(
  tx: Handle,
  organizationId: string,
  attemptIds: readonly string[],
): Promise<boolean> {
  const found = await firstRow(
    tx,
    sql`
      select 1 from refunds where organization_id = ${organizationId} and attempt_id = any(${attemptIds}::uuid[]) and status <> 'failed'
      limit 1
    `,
  );
  return found !== undefined;
}

/** Who pays, for the rows of suggestions. */
export async function selectPayers(
  handle: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<{ readonly transactionId: string; readonly payerEmail: string | null }[]> {
  return rows(
    handle,
    sql`
      select id as "transactionId", payer_email as "payerEmail" from transactions
      where organization_id = ${organizationId} and id = any(${transactionIds}::uuid[])
    `,
  );
}

export type BankRefundRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly transactionId: string;
  readonly transactionNumber: bigint;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly status: 'pending' | 'exported' | 'sent' | 'returned';
  readonly exportedAt: Date | null;
  readonly createdAt: Date;
  /** Of who paid, as their bank writes it. */
  readonly name: string | null;
  readonly iban: string | null;
  readonly fromIban: string | null;
  readonly fromBic: string | null;
  readonly fromName: string | null;
};

const refundColumns = sql`
  b.organization_id as "organizationId", b.refund_id as id, b.mode, r.transaction_id as "transactionId", x.number as "transactionNumber",
  b.amount_minor as "amountMinor", b.currency, b.status, b.exported_at as "exportedAt", b.created_at as "createdAt",
  payer.name, payer.iban, t.iban as "fromIban", t.bic as "fromBic", t.account_name as "fromName"`;

// Whoever sent the newest money that is still there gets it back.
const refundTables = sql`
  bank_refunds b
    join refunds r on r.organization_id = b.organization_id and r.id = b.refund_id
    join transactions x on x.organization_id = r.organization_id and x.id = r.transaction_id
    join bank_transfers t on t.organization_id = b.organization_id and t.attempt_id = b.attempt_id
    left join lateral (
      select e.details->'counterparty'->>'name' as name, e.details->'counterparty'->>'iban' as iban
      from bank_matches m join bank_entries e on e.organization_id = m.organization_id and e.id = m.entry_id
      where m.organization_id = b.organization_id and m.attempt_id = b.attempt_id and m.undone_at is null and m.amount_minor > 0
      order by (e.details->'counterparty'->>'iban') is null, m.id desc limit 1
    ) payer on true`;

export async function listBankRefundRows(
  handle: Handle,
  organizationId: string,
  filters: { readonly mode: Mode; readonly status: string | undefined },
  page: PageRequest,
): Promise<BankRefundRow[]> {
  const { where, tail } = pageClause(page, sql`b.refund_id`);
  const ofStatus = filters.status ? sql`b.status = ${filters.status}` : sql`true`;
  return rows<BankRefundRow>(
    handle,
    sql`
      select ${refundColumns} from ${refundTables}
      where b.organization_id = ${organizationId} and b.mode = ${filters.mode} and ${where} and ${ofStatus} ${tail}
    `,
  );
}

/** Refunds that have still to be sent, the oldest first. */
export async function selectToExport(
  tx: Handle,
  organizationId: string,
  mode: Mode,
  statuses: readonly string[],
  limit: number,
): Promise<BankRefundRow[]> {
  return rows<BankRefundRow>(
    tx,
    sql`
      select ${refundColumns} from ${refundTables}
      where b.organization_id = ${organizationId} and b.mode = ${mode} and b.status = any(${statuses}::text[])
        and r.status = 'pending'
      order by b.refund_id limit ${limit}
    `,
  );
}

export type NewRefundFile = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly totalMinor: bigint;
  readonly exportedBy: string;
};

export async function insertRefundFile(
  tx: Handle,
  file: NewRefundFile,
  refunds: number,
  now: Date,
): Promise<void> {
  await sql`
    insert into bank_refund_files (organization_id, id, mode, refunds, total_minor, exported_by, created_at)
    values (${file.organizationId}, ${file.id}, ${file.mode}, ${refunds}, ${file.totalMinor}, ${file.exportedBy}, ${now})
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
