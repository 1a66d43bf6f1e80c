import { sql } from 'kysely';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { ReceiptNumber, ReceiptSeries } from './receipt-number.ts';
import type { SignedDocument } from './signature.ts';

export type IssuedReceipt = SignedDocument &
  ReceiptNumber & {
    readonly organizationId: string;
    readonly checkoutId: string;
    readonly issuedAt: Date;
  };

/** How many receipts of a series were issued. */
export type ReceiptCounter = ReceiptSeries & { readonly issued: number };

/** Locks the counters of some series until the transaction ends, and makes those that are missing. */
export async function lockCounters(
  tx: Handle,
  organizationId: string,
  series: readonly ReceiptSeries[],
): Promise<ReceiptCounter[]> {
  return rows<ReceiptCounter>(
    tx,
    sql`
      insert into receipt_counters (organization_id, mode, year, issued)
      select ${organizationId}, mode, year, 0
      from jsonb_to_recordset(${JSON.stringify(series)}::jsonb) as series(mode text, year integer)
      order by mode, year
      on conflict (organization_id, mode, year) do update set issued = receipt_counters.issued
      returning mode, year, issued
    `,
  );
}

export async function setCounters(
  tx: Handle,
  organizationId: string,
  counters: readonly ReceiptCounter[],
): Promise<void> {
  if (counters.length === 0) return;
  await sql`
    update receipt_counters set issued = counter.issued
    from jsonb_to_recordset(${JSON.stringify(counters)}::jsonb) as counter(mode text, year integer, issued integer)
    where receipt_counters.organization_id = ${organizationId} and receipt_counters.mode = counter.mode
      and receipt_counters.year = counter.year
  `.execute(tx);
}

/** Several at once, of checkouts that have none. */
export async function insertReceipts(tx: Handle, receipts: readonly IssuedReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const written = receipts.map((receipt) => ({
    ...receipt,
    signature: Buffer.from(receipt.signature).toString('hex'),
  }));
  await sql`
    insert into receipts (organization_id, checkout_id, document, key_id, signature, issued_at, mode, year, sequence)
    select "organizationId", "checkoutId", document, "keyId", decode(signature, 'hex'), "issuedAt", mode, year, sequence
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as receipt("organizationId" uuid, "checkoutId" uuid,
      document text, "keyId" text, signature text, "issuedAt" timestamptz, mode text, year integer, sequence integer)
    order by "organizationId", "checkoutId"
  `.execute(tx);
}

const columns = sql`document, key_id as "keyId", signature`;

export async function findStoredReceipt(
  handle: Handle,
  organizationId: string,
  checkoutId: string,
): Promise<SignedDocument | undefined> {
  return firstRow<SignedDocument>(
    handle,
    sql`select ${columns} from receipts where organization_id = ${organizationId} and checkout_id = ${checkoutId}`,
  );
}

/** Those of several checkouts, by the checkout's id. */
export async function findStoredReceipts(
  handle: Handle,
  organizationId: string,
  checkoutIds: readonly string[],
): Promise<Map<string, SignedDocument>> {
  const found = await rows<SignedDocument & { checkoutId: string }>(
    handle,
    sql`
      select checkout_id as "checkoutId", ${columns} from receipts
      where organization_id = ${organizationId} and checkout_id = any(${checkoutIds}::uuid[])
    `,
  );
  return new Map(found.map(({ checkoutId, ...document }) => [checkoutId, document]));
}

export type ReceiptText = { readonly checkoutId: string; readonly document: string };

/** Receipts of these checkouts, locked in the order of ids. */
export async function lockReceipts(
  tx: Handle,
  organizationId: string,
  checkoutIds: readonly string[],
): Promise<ReceiptText[]> {
  return rows<ReceiptText>(
    tx,
    sql`
      select checkout_id as "checkoutId", document from receipts
      where organization_id = ${organizationId} and checkout_id = any(${checkoutIds}::uuid[])
      order by checkout_id for update
    `,
  );
}

/** Puts another document in the place of one that was issued, for whom law asks to be forgotten. */
export async function replaceReceipt(
  tx: Handle,
  { organizationId, checkoutId }: { readonly organizationId: string; readonly checkoutId: string },
  { document, keyId, signature }: SignedDocument,
): Promise<void> {
  await sql`
    update receipts set document = ${document}, key_id = ${keyId}, signature = ${Buffer.from(signature)}
    where organization_id = ${organizationId} and checkout_id = ${checkoutId}
  `.execute(tx);
}
