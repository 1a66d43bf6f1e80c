import { type RawBuilder, sql } from 'kysely';
import type { ProviderRefund } from '#paying/providers/port.ts';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { BankTransfer, TransferTerms } from './bank-transfer.ts';

type TransferRow = Omit<BankTransfer, 'order' | 'takenBack'> &
  Partial<TransferTerms> & { readonly isTakenBack: boolean; readonly takenBackReason: string | null };

/** What was sent, as the buyer says, and did not come in time is over. */
const status = (offsetMs: number) => sql`
  case when t.status = 'sent' and t.deadline_at <= ${databaseNow(offsetMs)} then 'canceled' else t.status end`;

const columns = (offsetMs: number) => sql`
  t.organization_id as "organizationId", t.attempt_id as "attemptId", t.mode, t.version, ${status(offsetMs)} as status, t.sent_at as "sentAt",
  t.checkout_id as "checkoutId", t.reference, t.iban, t.bic, t.account_name as "accountName", t.reference_place as "referencePlace",
  t.currency, t.expected_minor as "expectedMinor", t.buyer_name as "buyerName", t.deadline_at as "deadlineAt",
  t.given_back_minor as "givenBackMinor", matched.received as "receivedMinor", matched.arrived_at as "arrivedAt",
  matched.was_undone as "wasUndone", case when matched.was_undone then array(
    select b.refund_id from bank_refunds b
    where b.organization_id = t.organization_id and b.attempt_id = t.attempt_id and b.status = 'withdrawn' order by b.refund_id
  ) else '{}' end as "withdrawnRefundIds", back.entry_id is not null as "isTakenBack", back.reason as "takenBackReason"`;

const tables = sql`
  bank_transfers t
    cross join lateral (
      select coalesce(sum(m.amount_minor) filter (where m.undone_at is null), 0)::bigint as received,
        max(m.created_at) filter (where m.undone_at is null and m.amount_minor > 0) as arrived_at,
        coalesce(bool_or(m.undone_at is not null and m.amount_minor > 0), false) as was_undone
      from bank_matches m where m.organization_id = t.organization_id and m.attempt_id = t.attempt_id
    ) matched
    left join lateral (
      select m.entry_id, e.details->>'returnReason' as reason
      from bank_matches m left join bank_entries e on e.organization_id = m.organization_id and e.id = m.entry_id
      where m.organization_id = t.organization_id and m.attempt_id = t.attempt_id and m.undone_at is null and m.amount_minor < 0
      order by m.id desc limit 1
    ) back on true`;

function toTransfer(row: TransferRow): BankTransfer {
  const { organizationId, attemptId, mode, version, status, sentAt } = row;
  const { receivedMinor, givenBackMinor, arrivedAt } = row;
  return {
    ...{ organizationId, attemptId, mode, version, status, sentAt, receivedMinor, givenBackMinor, arrivedAt },
    order: row.reference ? termsOf(row) : null,
    takenBack: row.isTakenBack ? { reason: row.takenBackReason } : null,
    wasUndone: row.wasUndone,
    withdrawnRefundIds: row.withdrawnRefundIds,
  };
}

// A row that was begun has all of it.
function termsOf(row: TransferRow): TransferTerms {
  const { checkoutId, reference, iban, bic, accountName, referencePlace } = row as TransferTerms;
  const { currency, expectedMinor, buyerName, deadlineAt } = row as TransferTerms;
  return {
    ...{ checkoutId, reference, iban, bic, accountName, referencePlace },
    ...{ currency, expectedMinor, buyerName, deadlineAt },
  };
}

export async function findTransfer(
  handle: Handle,
  organizationId: string,
  attemptId: string,
  offsetMs: number,
): Promise<BankTransfer | undefined> {
  return firstTransfer(
    handle,
    offsetMs,
    sql`t.organization_id = ${organizationId} and t.attempt_id = ${attemptId}`,
  );
}

/** The newest transfer of a checkout. */
export async function findTransferOfCheckout(
  handle: Handle,
  organizationId: string,
  checkoutId: string,
  offsetMs: number,
): Promise<BankTransfer | undefined> {
  const where = sql`t.organization_id = ${organizationId} and t.checkout_id = ${checkoutId}`;
  return firstTransfer(handle, offsetMs, sql`${where} order by t.attempt_id desc limit 1`);
}

async function firstTransfer(
  handle: Handle,
  offsetMs: number,
  where: RawBuilder<unknown>,
): Promise<BankTransfer | undefined> {
  const row = await firstRow<TransferRow>(
    handle,
    sql`select ${columns(offsetMs)} from ${tables} where ${where}`,
  );
  return row && toTransfer(row);
}

/** What the bank announces of a reference and has not booked yet. */
export async function findAnnounced(
  handle: Handle,
  transfer: Pick<BankTransfer, 'organizationId' | 'mode'>,
  { reference, currency }: Pick<TransferTerms, 'reference' | 'currency'>,
): Promise<{ readonly amountMinor: bigint; readonly seenAt: Date | null }> {
  const named = JSON.stringify([{ code: 'reference_found', reference }]);
  const found = await firstRow<{ amountMinor: bigint; seenAt: Date | null }>(
    handle,
    sql`
      select coalesce(sum(amount_minor), 0)::bigint as "amountMinor", min(created_at) as "seenAt" from bank_entries
      where organization_id = ${transfer.organizationId} and mode = ${transfer.mode} and status = 'on_its_way'
        and direction = 'credit' and currency = ${currency} and reasons @> ${named}::jsonb
    `,
  );
  return found ?? { amountMinor: 0n, seenAt: null };
}

/** Whether the places of a link are limited, so that others may take one. */
export async function isLimited(handle: Handle, organizationId: string, linkId: string): Promise<boolean> {
  const found = await firstRow(
    handle,
    sql`select 1 from payment_link_places where organization_id = ${organizationId} and payment_link_id = ${linkId}`,
  );
  return found !== undefined;
}

export type AccountRow = {
  readonly mode: Mode;
  /** As the merchant gave them when the account was connected. */
  readonly settings: {
    readonly iban: string;
    readonly bic?: string | null;
    readonly account_name: string;
    readonly reference_place?: 'text' | 'reference' | null;
  };
};

/** The account that a connection stands for, also one that takes no new payments any more. */
export async function findAccount(
  handle: Handle,
  organizationId: string,
  connectionId: string,
): Promise<AccountRow | undefined> {
  return firstRow<AccountRow>(
    handle,
    sql`select mode, settings from connections where organization_id = ${organizationId} and id = ${connectionId}`,
  );
}

export type NewTransfer = TransferTerms & {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly connectionId: string;
  readonly mode: Mode;
  readonly remindAt: Date | null;
};

/** Writes a transfer that is waited for; false when its attempt is known, also as one that was barred. */
export async function insertTransfer(tx: Handle, transfer: NewTransfer, now: Date): Promise<boolean> {
  const t = transfer;
  const { numAffectedRows } = await sql`
    insert into bank_transfers (organization_id, attempt_id, connection_id, mode, checkout_id, reference, iban, bic, account_name,
      reference_place, currency, expected_minor, buyer_name, status, deadline_at, remind_at, created_at, updated_at)
    values (${t.organizationId}, ${t.attemptId}, ${t.connectionId}, ${t.mode}, ${t.checkoutId}, ${t.reference}, ${t.iban}, ${t.bic},
      ${t.accountName}, ${t.referencePlace}, ${t.currency}, ${t.expectedMinor}, ${t.buyerName}, 'waiting', ${t.deadlineAt},
      ${t.remindAt}, ${now}, ${now})
    on conflict (organization_id, attempt_id) do nothing
  `.execute(tx);
  return numAffectedRows === 1n;
}

/** Ends a transfer that waits for its buyer; one that never began is barred. What else there is stays. */
export async function cancelTransfer(
  tx: Handle,
  key: { readonly organizationId: string; readonly attemptId: string; readonly connectionId: string | null },
  now: Date,
): Promise<void> {
  const { organizationId, attemptId, connectionId } = key;
  await sql`
    insert into bank_transfers (organization_id, attempt_id, connection_id, mode, status, created_at, updated_at)
    values (${organizationId}, ${attemptId}, ${connectionId},
      coalesce((select mode from connections where organization_id = ${organizationId} and id = ${connectionId}), 'live'),
      'canceled', ${now}, ${now})
    on conflict (organization_id, attempt_id) do update set status = 'canceled', version = bank_transfers.version + 1, remind_at = null,
      updated_at = excluded.updated_at
    where bank_transfers.status = 'waiting'
  `.execute(tx);
}

/** The buyer says that it was sent; false when that was not waited for. */
export async function setSent(
  handle: Handle,
  { organizationId, attemptId }: Pick<BankTransfer, 'organizationId' | 'attemptId'>,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update bank_transfers set status = 'sent', version = version + 1, sent_at = ${now}, apply_due_at = ${now}, updated_at = ${now}
    where organization_id = ${organizationId} and attempt_id = ${attemptId} and status = 'waiting' and deadline_at > ${now}
  `.execute(handle);
  return numAffectedRows === 1n;
}

/** Takes the rows of these attempts in the order of their ids, so that nobody else changes what they have received. */
export async function lockTransfers(
  tx: Handle,
  organizationId: string,
  attemptIds: readonly string[],
): Promise<void> {
  await rows(
    tx,
    sql`
      select attempt_id from bank_transfers
      where organization_id = ${organizationId} and attempt_id = any(${attemptIds}::uuid[])
      order by attempt_id for update
    `,
  );
}

/** Writes down which of these have all of their money, and that their checkouts are to be told. */
export async function bookReceived(
  tx: Handle,
  organizationId: string,
  attemptIds: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update bank_transfers t set apply_due_at = ${now}, updated_at = ${now}, version = t.version + 1,
      status = case when whole.is_whole then 'succeeded' else t.status end,
      remind_at = case when whole.is_whole then null else t.remind_at end
    from (
      select book.attempt_id, book.expected_minor <= coalesce((
        select sum(m.amount_minor) from bank_matches m
        where m.organization_id = book.organization_id and m.attempt_id = book.attempt_id and m.undone_at is null
      ), 0) - book.given_back_minor as is_whole
      from bank_transfers book
      where book.organization_id = ${organizationId} and book.attempt_id = any(${attemptIds}::uuid[])
    ) whole
    where t.organization_id = ${organizationId} and t.attempt_id = whole.attempt_id
  `.execute(tx);
}

/** Of a transfer that is over: what came so far is given back, and counts towards nothing that comes later. */
export async function giveBack(tx: Handle, transfer: BankTransfer): Promise<void> {
  await sql`
    update bank_transfers set status = 'canceled', version = version + 1, remind_at = null, given_back_minor = ${transfer.receivedMinor}
    where organization_id = ${transfer.organizationId} and attempt_id = ${transfer.attemptId} and status <> 'succeeded'
  `.execute(tx);
}

export type DueTransfer = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly connectionId: string | null;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly dueAt: Date | null;
};

const dueColumns = sql`
  t.organization_id as "organizationId", t.attempt_id as "attemptId", t.connection_id as "connectionId",
  c.id as "checkoutId", c.payment_link_id as "paymentLinkId", t.apply_due_at as "dueAt"`;

const leaseSeconds = 15;

/** Takes transfers whose money or state changed, and moves them ahead so that they come back when their worker dies. */
export async function claimToApply(handle: Handle, limit: number, offsetMs: number): Promise<DueTransfer[]> {
  const now = databaseNow(offsetMs);
  return rows<DueTransfer>(
    handle,
    sql`
      update bank_transfers t
      set apply_due_at = date_trunc('milliseconds', ${now} + ${leaseSeconds} * interval '1 second')
      from (
        select organization_id, attempt_id from bank_transfers where apply_due_at <= ${now}
        order by apply_due_at limit ${limit} for update skip locked
      ) due
        join bank_transfers book on book.organization_id = due.organization_id and book.attempt_id = due.attempt_id
        join checkouts c on c.organization_id = book.organization_id and c.id = book.checkout_id
      where t.organization_id = due.organization_id and t.attempt_id = due.attempt_id
      returning ${dueColumns}
    `,
  );
}

/** The transfer of an attempt with what its checkout is known by; undefined for one that never began. */
export async function findToApply(
  handle: Handle,
  organizationId: string,
  attemptId: string,
): Promise<DueTransfer | undefined> {
  return firstRow<DueTransfer>(
    handle,
    sql`
      select ${dueColumns} from bank_transfers t
        join checkouts c on c.organization_id = t.organization_id and c.id = t.checkout_id
      where t.organization_id = ${organizationId} and t.attempt_id = ${attemptId}
    `,
  );
}

/** The checkout knows this version of it; false when something has changed again meanwhile. */
export async function clearApply(
  tx: Handle,
  { organizationId, attemptId, dueAt }: DueTransfer,
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update bank_transfers set apply_due_at = null
    where organization_id = ${organizationId} and attempt_id = ${attemptId} and apply_due_at = ${dueAt} and version = ${version}
  `.execute(tx);
  return numAffectedRows === 1n;
}

export type DueReminder = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly dueAt: Date;
};

/** Takes transfers whose buyers are to be reminded, and moves them ahead so that they come back when their worker dies. */
export async function claimToRemind(handle: Handle, limit: number, offsetMs: number): Promise<DueReminder[]> {
  const now = databaseNow(offsetMs);
  return rows<DueReminder>(
    handle,
    sql`
      update bank_transfers t set remind_at = date_trunc('milliseconds', ${now} + ${leaseSeconds} * interval '1 second')
      from (
        select organization_id, attempt_id from bank_transfers where remind_at <= ${now}
        order by remind_at limit ${limit} for update skip locked
      ) due
      where t.organization_id = due.organization_id and t.attempt_id = due.attempt_id
      returning t.organization_id as "organizationId", t.attempt_id as "attemptId", t.remind_at as "dueAt"
    `,
  );
}

/** The reminder is done with; false when somebody else saw to it. */
export async function clearReminder(
  tx: Handle,
  { organizationId, attemptId, dueAt }: DueReminder,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update bank_transfers set remind_at = null
    where organization_id = ${organizationId} and attempt_id = ${attemptId} and remind_at = ${dueAt}
  `.execute(tx);
  return numAffectedRows === 1n;
}

type RefundRow = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly refundId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

/** Writes a refund that the merchant has to send; one whose id is known stays as it is. */
export async function insertRefund(handle: Handle, refund: RefundRow, now: Date): Promise<void> {
  const { organizationId, attemptId, refundId, amountMinor, currency } = refund;
  await sql`
    insert into bank_refunds (organization_id, refund_id, mode, attempt_id, amount_minor, currency, status, created_at, updated_at)
    select organization_id, ${refundId}, mode, attempt_id, ${amountMinor}, ${currency}, 'pending', ${now}, ${now}
    from bank_transfers where organization_id = ${organizationId} and attempt_id = ${attemptId}
    on conflict (organization_id, refund_id) do nothing
  `.execute(handle);
}

/** How a refund stands: pending until a statement shows that it was sent, or came back. */
export async function findRefundStatus(
  handle: Handle,
  organizationId: string,
  refundId: string,
): Promise<ProviderRefund['status'] | undefined> {
  const found = await firstRow<{ status: ProviderRefund['status'] }>(
    handle,
    sql`
      select case status when 'sent' then 'succeeded' when 'returned' then 'failed' when 'withdrawn' then 'failed' else 'pending' end as status
      from bank_refunds where organization_id = ${organizationId} and refund_id = ${refundId}
    `,
  );
  return found?.status;
}

export async function blankBuyerNames(
  tx: Handle,
  keys: readonly { readonly organizationId: string; readonly checkoutId: string }[],
): Promise<void> {
  await sql`
    update bank_transfers t set buyer_name = null
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key("organizationId" uuid, "checkoutId" uuid)
    where t.organization_id = key."organizationId" and t.checkout_id = key."checkoutId" and t.buyer_name is not null
  `.execute(tx);
}

export async function settleRefund(
  tx: Handle,
  organizationId: string,
  refundId: string,
  settled: { readonly status: 'sent' | 'returned'; readonly entryId: string },
  now: Date,
): Promise<void> {
  await sql`
    update bank_refunds set status = ${settled.status}, entry_id = ${settled.entryId}, updated_at = ${now}
    where organization_id = ${organizationId} and refund_id = ${refundId}
  `.execute(tx);
}

export async function setRefundsExported(
  tx: Handle,
  organizationId: string,
  fileId: string,
  refundIds: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update bank_refunds set status = 'exported', file_id = ${fileId}, exported_at = ${now}, updated_at = ${now}
    where organization_id = ${organizationId} and refund_id = any(${refundIds}::uuid[])
  `.execute(tx);
}
