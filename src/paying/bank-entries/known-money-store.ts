import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { type Handle, rows } from '#platform/db/database.ts';
import { transferProvider } from '#platform/kit/transfer-provider.ts';
import { endToEndIdOf, type KnownRefund, type KnownTransfer } from './known-money.ts';

/** IBANs that are or were connected, in this mode. */
export async function selectOwnIbans(handle: Handle, organizationId: string, mode: Mode): Promise<string[]> {
  const found = await rows<{ iban: string }>(
    handle,
    sql`
      select distinct settings->>'iban' as iban from connections
      where organization_id = ${organizationId} and mode = ${mode} and provider = ${transferProvider} and settings->>'iban' is not null
    `,
  );
  return found.map(({ iban }) => iban);
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
        case when status in ('sent', 'returned') then 'sent' when status = 'withdrawn' then status else 'pending' end as state
      from bank_refunds
      where organization_id = ${organizationId} and mode = ${mode} and refund_id = any(${refundIds}::uuid[])
    `,
  );
  return found.map((refund) => ({ ...refund, endToEndId: endToEndIdOf(refund.refundId) }));
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
