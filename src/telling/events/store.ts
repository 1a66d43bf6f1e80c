import { sql } from 'kysely';
import type { Handle } from '#platform/db/database.ts';
import type { NewEvent } from './event.ts';

export async function insertEvents(handle: Handle, events: readonly NewEvent[], now: Date): Promise<void> {
  await sql`
    insert into events (organization_id, id, mode, type, is_public, checkout_id, transaction_id, payment_link_id, sequence, body, created_at)
    select "organizationId", id, mode, type, "isPublic", "checkoutId", "transactionId", "paymentLinkId", sequence, body, ${now}
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event(
      "organizationId" uuid, id uuid, mode text, type text, "isPublic" boolean, "checkoutId" uuid, "transactionId" uuid,
      "paymentLinkId" uuid, sequence integer, body text)
  `.execute(handle);
}
