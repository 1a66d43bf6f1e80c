import { sql } from 'kysely';
import { type Database, firstRow, type Handle, liftTimeLimit, rows } from '#platform/db/database.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import { indexLinkNames } from '#selling/payment-links/index-link-names.ts';
import { encodeLines } from '#selling/payment-links/lines-json.ts';
import type { PaymentRow } from './payment-rows.ts';
import type { SeedLink } from './plan.ts';

/*
 * Seeding writes what the use-cases of many rooms would write one by one: payment_links with their places, counters
 * and events; checkouts with transactions, attempts, ledger_entries, ledger_postings, reserves, events and the sandbox's
 * own book. Each statement leaves all of them consistent, so that a seeding that was interrupted does, too.
 */

export async function findOrganizationIds(handle: Handle): Promise<string[]> {
  const found = await rows<{ id: string }>(
    handle,
    sql`select id from organizations order by created_at, id limit 2`,
  );
  return found.map(({ id }) => id);
}

export async function findOwnerId(handle: Handle, organizationId: string): Promise<string | undefined> {
  const owner = await firstRow<{ id: string }>(
    handle,
    sql`
      select user_id as id from memberships where organization_id = ${organizationId} and role = 'owner'
      order by created_at limit 1
    `,
  );
  return owner?.id;
}

export async function insertLinks(
  database: Database,
  seller: { organizationId: string; ownerId: string; pricingMode: PricingMode },
  links: readonly (SeedLink & { readonly eventId: string; readonly eventBody: string })[],
): Promise<void> {
  const data = links.map(({ offer, ...link }) => ({
    ...link,
    currency: offer.currency satisfies Currency,
    lines: encodeLines(offer.lines),
  }));
  await database.transaction(async (tx) => {
    await liftTimeLimit(tx);
    await sql`
      with row as materialized (
        select * from json_to_recordset(${JSON.stringify(data)}::json) as row(id uuid, name text, currency text, lines text,
          "isActive" boolean, "expiresAt" timestamptz, "maxUses" integer, "createdAt" timestamptz, "eventId" uuid, "eventBody" text)
      ), link as (
        insert into payment_links (organization_id, id, mode, name, currency, pricing_mode, lines, is_active, expires_at,
          created_by, created_at, updated_at)
        select ${seller.organizationId}::uuid, id, 'sandbox', name, currency, ${seller.pricingMode}, lines::jsonb, "isActive",
          "expiresAt", ${seller.ownerId}::uuid, "createdAt", "createdAt"
        from row
      ), place as (
        insert into payment_link_places (organization_id, payment_link_id, max_uses)
        select ${seller.organizationId}::uuid, id, "maxUses" from row where "maxUses" is not null
      )
      insert into events (organization_id, id, mode, type, is_public, payment_link_id, body, created_at)
      select ${seller.organizationId}::uuid, "eventId", 'sandbox', 'payment_link.changed', false, id, "eventBody", "createdAt"
      from row
    `.execute(tx);
    const named = links.map(({ id, name, offer }) => ({
      id,
      mode: 'sandbox' as const,
      name,
      lines: offer.lines,
    }));
    await indexLinkNames(tx, seller.organizationId, named);
  });
}

/**
 * Writes paid payments. Their events get positions at once, as if the relay had been there, so that no webhook tells
 * anybody of payments that were never made.
 */
export async function insertPayments(
  database: Database,
  seller: { organizationId: string; pricingMode: PricingMode },
  payments: readonly PaymentRow[],
): Promise<void> {
  const organizationId = sql`${seller.organizationId}::uuid`;
  await database.transaction(async (tx) => {
    await liftTimeLimit(tx);
    await sql`
      with row as materialized (
        select * from json_to_recordset(${JSON.stringify(payments)}::json) as row("checkoutId" uuid, "transactionId" uuid,
          "attemptId" uuid, "bankId" uuid, "startedEventId" uuid, "begunEventId" uuid, "paidEventId" uuid, "begunBody" text,
          "paidBody" text, "linkId" uuid, shard smallint, currency text, subtotal bigint, tax bigint, total bigint, fee bigint,
          billing jsonb, brand text, last4 text, "startedAt" timestamptz, "expiresAt" timestamptz, "begunAt" timestamptz,
          "paidAt" timestamptz, "entryId" uuid, postings json, reserved bigint, "releaseAt" timestamptz)
      ), checkout as (
        insert into checkouts (organization_id, id, mode, payment_link_id, status, currency, pricing_mode, subtotal_minor,
          tax_minor, total_minor, billing, payer_email, attempt_count, current_attempt_id, created_at, expires_at, paid_at, closed_at)
        select ${organizationId}, "checkoutId", 'sandbox', "linkId", 'paid', currency, ${seller.pricingMode}, subtotal, tax, total,
          billing, billing->>'email', 1, "attemptId", "startedAt", "expiresAt", "paidAt", "paidAt"
        from row
      ), transaction as (
        insert into transactions (organization_id, id, mode, checkout_id, payment_link_id, status, currency, gross_minor,
          tax_minor, fee_minor, payer_email, provider, paid_attempt_id, sequence, created_at, updated_at, paid_at)
        select ${organizationId}, "transactionId", 'sandbox', "checkoutId", "linkId", 'paid', currency, total, tax, fee,
          billing->>'email', 'sandbox', "attemptId", 2, "begunAt", "paidAt", "paidAt"
        from row
      ), attempt as (
        insert into attempts (organization_id, id, checkout_id, transaction_id, number, status, provider, provider_reference,
          card_brand, card_last4, attempted_at, updated_at)
        select ${organizationId}, "attemptId", "checkoutId", "transactionId", 1, 'succeeded', 'sandbox', "bankId"::text, brand,
          last4, "begunAt", "paidAt"
        from row
      ), booked as (
        insert into sandbox_payments (organization_id, id, idempotency_key, scenario, status, amount_minor, currency, card_brand,
          card_last4, return_url, created_at, updated_at)
        select ${organizationId}, "bankId", "attemptId", 'succeeds', 'succeeded', total, currency, brand, last4, '', "begunAt", "begunAt"
        from row
      ), entry as (
        insert into ledger_entries (organization_id, id, mode, kind, currency, transaction_id, created_at)
        select ${organizationId}, "entryId", 'sandbox', 'payment', currency, "transactionId", "paidAt" from row
      ), posting as (
        insert into ledger_postings (organization_id, entry_id, account, mode, currency, amount_minor)
        select ${organizationId}, "entryId", posting.account, 'sandbox', currency, posting.amount
        from row cross join lateral json_to_recordset(row.postings) as posting(account text, amount bigint)
      ), reserve as (
        insert into reserves (organization_id, transaction_id, mode, currency, amount_minor, release_at, due_at)
        select ${organizationId}, "transactionId", 'sandbox', currency, reserved, "releaseAt", "releaseAt" from row where reserved > 0
      ), used as (
        update payment_link_places set used = used + sold.count, is_listed = false
        from (select "linkId" as id, count(*)::integer as count from row group by 1) sold
        where organization_id = ${organizationId} and payment_link_id = sold.id
      ), counted as (
        insert into payment_link_counters (organization_id, payment_link_id, shard, paid_count, gross_usd_minor, gross_eur_minor, last_paid_at)
        select ${organizationId}, "linkId", shard, count(*), coalesce(sum(total) filter (where currency = 'USD'), 0),
          coalesce(sum(total) filter (where currency = 'EUR'), 0), max("paidAt")
        from row group by "linkId", shard
        on conflict (organization_id, payment_link_id, shard) do update set
          paid_count = payment_link_counters.paid_count + excluded.paid_count,
          gross_usd_minor = payment_link_counters.gross_usd_minor + excluded.gross_usd_minor,
          gross_eur_minor = payment_link_counters.gross_eur_minor + excluded.gross_eur_minor,
          last_paid_at = greatest(payment_link_counters.last_paid_at, excluded.last_paid_at), is_listed = false
      ), stamped as (
        insert into event_positions (organization_id, last_position) select ${organizationId}, 2 * count(*) from row
        on conflict (organization_id) do update set last_position = event_positions.last_position + excluded.last_position
        returning last_position - (select 2 * count(*) from row) as before
      )
      insert into events (organization_id, id, mode, type, is_public, checkout_id, transaction_id, payment_link_id, sequence, body,
        created_at, position)
      select ${organizationId}, event.id, 'sandbox', event.type, event.sequence is not null, "checkoutId",
        case when event.sequence is not null then "transactionId" end, "linkId", event.sequence, event.body, event.at,
        stamped.before + 2 * ("row".place - 1) + event.sequence
      from (select row.*, row_number() over () as place from row) as "row" cross join stamped cross join lateral (values
        ("startedEventId", 'checkout.started', null, '{}', "startedAt"),
        ("begunEventId", 'transaction.status_changed', 1, "begunBody", "begunAt"),
        ("paidEventId", 'transaction.status_changed', 2, "paidBody", "paidAt")
      ) as event(id, type, sequence, body, at)
    `.execute(tx);
  });
}

/** So that the first queries after seeding are planned for the tables as they are now. */
export async function analyze(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await liftTimeLimit(tx);
    await sql`
      analyze payment_links, payment_link_words, payment_link_places, payment_link_counters, checkouts, transactions, attempts,
        ledger_entries, ledger_postings, events, sandbox_payments
    `.execute(tx);
  });
}
