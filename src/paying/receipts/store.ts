import { sql } from 'kysely';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { SignedDocument } from './signature.ts';

export type IssuedReceipt = SignedDocument & {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly issuedAt: Date;
};

/** Several at once. A receipt that was issued before stays as it is. */
export async function insertReceipts(tx: Handle, receipts: readonly IssuedReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const written = receipts.map((receipt) => ({
    ...receipt,
    signature: Buffer.from(receipt.signature).toString('hex'),
  }));
  await sql`
    insert into receipts (organization_id, checkout_id, document, key_id, signature, issued_at)
    select "organizationId", "checkoutId", document, "keyId", decode(signature, 'hex'), "issuedAt"
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as receipt("organizationId" uuid, "checkoutId" uuid,
      document text, "keyId" text, signature text, "issuedAt" timestamptz)
    order by "organizationId", "checkoutId"
    on conflict (organization_id, checkout_id) do nothing
  `.execute(tx);
}

export async function findStoredReceipt(
  handle: Handle,
  organizationId: string,
  checkoutId: string,
): Promise<SignedDocument | undefined> {
  return firstRow<SignedDocument>(
    handle,
    sql`
      select document, key_id as "keyId", signature from receipts
      where organization_id = ${organizationId} and checkout_id = ${checkoutId}
    `,
  );
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
