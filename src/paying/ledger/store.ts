import { sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { Account, Entry } from './ledger.ts';

/** Writes entries with their postings, in the transaction of what they tell. */
export async function insertEntries(
  handle: Handle,
  organizationId: string,
  entries: readonly (Entry & { readonly id: string })[],
  offsetMs: number,
): Promise<void> {
  for (const entry of entries) {
    await sql`
      insert into ledger_entries (organization_id, id, mode, kind, currency, transaction_id, refund_id, bank_match_id, created_at)
      values (${organizationId}, ${entry.id}, ${entry.mode}, ${entry.kind}, ${entry.currency}, ${entry.transactionId}, ${entry.refundId}, ${entry.bankMatchId},
        ${databaseNow(offsetMs)})
    `.execute(handle);
    for (const { account, amountMinor } of entry.postings) {
      await sql`
        insert into ledger_postings (organization_id, entry_id, account, mode, currency, amount_minor)
        values (${organizationId}, ${entry.id}, ${account}, ${entry.mode}, ${entry.currency}, ${amountMinor})
      `.execute(handle);
    }
  }
}

export type DueReserve = {
  readonly organizationId: string;
  readonly transactionId: string;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly amountMinor: bigint;
};

/** Takes reserves whose days are over; the caller books their release in the same transaction. */
export async function takeDueReserves(
  handle: Handle,
  limit: number,
  offsetMs: number,
): Promise<DueReserve[]> {
  return rows<DueReserve>(
    handle,
    sql`
      update reserves set due_at = null
      from (
        select organization_id, transaction_id from reserves where due_at <= ${databaseNow(offsetMs)}
        order by due_at limit ${limit} for update skip locked
      ) due
      where reserves.organization_id = due.organization_id and reserves.transaction_id = due.transaction_id
      returning reserves.organization_id as "organizationId", reserves.transaction_id as "transactionId", reserves.mode,
        reserves.currency, reserves.amount_minor as "amountMinor"
    `,
  );
}

export type EntryRow = {
  readonly id: string;
  readonly kind: string;
  readonly currency: Currency;
  readonly mode: Mode;
  readonly transactionId: string | null;
  readonly refundId: string | null;
  readonly createdAt: Date;
  /** Minor units as text, by account. */
  readonly postings: Readonly<Partial<Record<Account, string>>>;
};

/** One page of entries with their postings, newest first. */
export async function listEntryRows(
  handle: Handle,
  organizationId: string,
  { mode, transactionId }: { readonly mode: Mode; readonly transactionId: string | undefined },
  page: PageRequest,
): Promise<EntryRow[]> {
  const { where, tail } = pageClause(page, sql`e.id`);
  const isWanted = transactionId ? sql`e.transaction_id = ${transactionId}` : sql`true`;
  return rows<EntryRow>(
    handle,
    sql`
      select e.id, e.kind, e.currency, e.mode, e.transaction_id as "transactionId", e.refund_id as "refundId", e.created_at as "createdAt",
        (select jsonb_object_agg(p.account, p.amount_minor::text) from ledger_postings p
          where p.organization_id = e.organization_id and p.entry_id = e.id) as postings
      from ledger_entries e where e.organization_id = ${organizationId} and e.mode = ${mode} and ${isWanted} and ${where} ${tail}
    `,
  );
}

/** The same for many at once, in two statements. */
export async function insertManyEntries(
  handle: Handle,
  organizationId: string,
  entries: readonly (Entry & { readonly id: string })[],
  offsetMs: number,
): Promise<void> {
  const asText = (value: unknown) =>
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? each.toString() : each));
  await sql`
    insert into ledger_entries (organization_id, id, mode, kind, currency, transaction_id, refund_id, bank_match_id, created_at)
    select ${organizationId}::uuid, id, mode, kind, currency, "transactionId", "refundId", "bankMatchId", ${databaseNow(offsetMs)}
    from jsonb_to_recordset(${asText(entries)}::jsonb) as entry (id uuid, mode text, kind text, currency text, "transactionId" uuid,
      "refundId" uuid, "bankMatchId" uuid)
  `.execute(handle);
  const postings = entries.flatMap(({ id, mode, currency, postings: own }) =>
    own.map((posting) => ({ id, mode, currency, ...posting })),
  );
  await sql`
    insert into ledger_postings (organization_id, entry_id, account, mode, currency, amount_minor)
    select ${organizationId}::uuid, id, account, mode, currency, "amountMinor"
    from jsonb_to_recordset(${asText(postings)}::jsonb) as posting (id uuid, mode text, currency text, account text, "amountMinor" bigint)
  `.execute(handle);
}
