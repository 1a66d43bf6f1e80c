import { sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Currency } from '#platform/kit/money.ts';
import { jsonOf } from './stored-json.ts';

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
