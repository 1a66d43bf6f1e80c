import { sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { type Handle, rows } from '#platform/db/database.ts';
import { jsonOf } from './stored-json.ts';
import type { Kept } from './told-before.ts';

export type Asked = { readonly account: string; readonly day: string; readonly amountMinor: bigint };

/** Entries of these amounts, at most a day away, that documents before this one told; `from` is the first id of this one. */
export async function selectKept(
  tx: Handle,
  of: { readonly organizationId: string; readonly mode: Mode; readonly statementId: string },
  asked: readonly Asked[],
  from: string,
): Promise<Kept[]> {
  return rows<Kept>(
    tx,
    sql`
      select distinct e.id, coalesce(e.batch_id, e.id) as "wholeId", coalesce(whole.content, e.content) as content, e.account,
        e.booked_on::text as day, e.direction, e.amount_minor as "amountMinor", e.currency, e.details,
        e.status = 'matched' or e.decided_by is not null as "isDecided", e.status = 'ignored' and e.decided_by is null as "isIdle",
        s.file_name as "fileName"
      from jsonb_to_recordset(${jsonOf(asked)}::jsonb) as asked (account text, day date, "amountMinor" bigint)
        join bank_entries e on e.account = asked.account and e.amount_minor = asked."amountMinor"
          and e.booked_on between asked.day - 1 and asked.day + 1
        left join bank_entries whole on whole.organization_id = e.organization_id and whole.id = e.batch_id
        left join bank_statements s on s.organization_id = e.organization_id and s.id = e.statement_id
      where e.organization_id = ${of.organizationId} and e.mode = ${of.mode} and e.status in ('matched', 'unmatched', 'ignored')
        and (e.statement_id <> ${of.statementId} or e.id < ${from})
      order by e.id
    `,
  );
}

/** What the accounts of earlier statements are called. */
export async function selectAccounts(tx: Handle, organizationId: string, mode: Mode): Promise<string[]> {
  const found = await rows<{ account: string }>(
    tx,
    sql`
      select distinct unnest(accounts) as account from bank_statements
      where organization_id = ${organizationId} and mode = ${mode}
    `,
  );
  return found.map(({ account }) => account);
}

/** Says of entries that wait for a person that their money was told by another file, and counted there. */
export async function setToldBefore(
  tx: Handle,
  organizationId: string,
  ids: readonly string[],
  reason: unknown,
): Promise<void> {
  await sql`
    update bank_entries set why = 'told_before', reasons = ${jsonOf([reason])}::jsonb
    where organization_id = ${organizationId} and id = any(${ids}::uuid[]) and status = 'unmatched'
  `.execute(tx);
}
