import { sql } from 'kysely';
import type { BankRefundStatus } from '#platform/contract/bank-entries.ts';
import type { Mode } from '#platform/contract/common.ts';
import { type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import type { Currency } from '#platform/kit/money.ts';

export type BankRefundRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly transactionId: string;
  readonly transactionNumber: bigint;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly status: BankRefundStatus;
  readonly exportedAt: Date | null;
  readonly createdAt: Date;
  /** Of who paid, as their bank writes it. */
  readonly name: string | null;
  readonly iban: string | null;
  readonly fromIban: string | null;
  readonly fromBic: string | null;
  readonly fromName: string | null;
  /** Whether the money that it gives back is still there. */
  readonly isCovered: boolean;
};

// What has left, or was handed over to be sent, comes first; what waits follows in the order in which it was asked for.
const covered = sql`(
  select coalesce(sum(m.amount_minor), 0) from bank_matches m
  where m.organization_id = b.organization_id and m.attempt_id = b.attempt_id and m.undone_at is null
) >= (
  select coalesce(sum(o.amount_minor), 0) from bank_refunds o
  where o.organization_id = b.organization_id and o.attempt_id = b.attempt_id
    and (o.status in ('exported', 'sent') or (b.status = 'pending' and o.status = 'pending' and o.refund_id <= b.refund_id))
)`;

const refundColumns = sql`
  b.organization_id as "organizationId", b.refund_id as id, b.mode, r.transaction_id as "transactionId", x.number as "transactionNumber",
  b.amount_minor as "amountMinor", b.currency, b.status, b.exported_at as "exportedAt", b.created_at as "createdAt",
  payer.name, payer.iban, t.iban as "fromIban", t.bic as "fromBic", t.account_name as "fromName", ${covered} as "isCovered"`;

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
