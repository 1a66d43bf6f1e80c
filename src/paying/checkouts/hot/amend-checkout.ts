import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import type { StartRow } from './start-checkouts.ts';

/*
 * Corrects an open checkout for the buyer who holds it, under its lock: whoever pays at the same time pays either as it was
 * or as it is then. Writes checkouts and transactions.
 */

/**
 * Changes who pays an open checkout of a link that is on sale, also in the transaction of a declined attempt. The price moves
 * only with the currency, and only while nothing was tried.
 *
 * @returns whether it was changed
 */
export async function amendOpenCheckout(handle: Handle, row: StartRow, offsetMs: number): Promise<boolean> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const isSame = sql`c.currency = ${row.currency}`;
  const bound = (which: 'min' | 'max') => sql.ref(`o.${which}_payment_${row.currency.toLowerCase()}_minor`);
  const changed = await rows(
    handle,
    sql`
      with changed as (
        update checkouts c set billing = ${json(row.billing)}::jsonb, payer_email = ${row.payerEmail},
          client_reference_id = coalesce(${row.clientReferenceId}, c.client_reference_id), utm = coalesce(${json(row.utm)}::jsonb, c.utm),
          locale = coalesce(${row.locale}, c.locale), currency = ${row.currency},
          subtotal_minor = case when ${isSame} then c.subtotal_minor else ${row.subtotalMinor}::bigint end,
          tax_minor = case when ${isSame} then c.tax_minor else ${row.taxMinor}::bigint end,
          total_minor = case when ${isSame} then c.total_minor else ${row.totalMinor}::bigint end,
          exchange_rate = case when ${isSame} then c.exchange_rate else ${json(row.exchangeRate)}::jsonb end,
          lines = case when ${isSame} then c.lines else ${json(row.lines)}::jsonb end
        from payment_links l, organizations o
        where c.organization_id = ${row.organizationId} and c.id = ${row.checkoutId} and c.payment_link_id = ${row.paymentLinkId}
          and c.status = 'open' and c.expires_at > ${databaseNow(offsetMs)}
          and l.organization_id = c.organization_id and l.id = c.payment_link_id and l.is_active and l.deleted_at is null
          and o.id = c.organization_id and o.status = 'active'
          and (${isSame} or c.attempt_count = 0 and ${row.totalMinor}::bigint between ${bound('min')} and ${bound('max')})
        returning c.organization_id, c.id
      ), told as (
        update transactions t set payer_email = ${row.payerEmail} from changed
        where t.organization_id = changed.organization_id and t.checkout_id = changed.id
      )
      select id from changed
    `,
  );
  return changed.length > 0;
}
