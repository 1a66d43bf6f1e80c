import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';
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
