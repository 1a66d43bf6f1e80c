import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Context } from '#platform/context.ts';
import type { UnsignedReceipt } from '#platform/contract/receipts.ts';
import { assert } from '#platform/kit/assert.ts';
import { composeDocument, writeDocument } from './receipt.ts';
import { showReceipt } from './show-receipt.ts';
import { type SignedDocument, signDocument } from './signature.ts';
import { findStoredReceipt, type IssuedReceipt, insertReceipts } from './store.ts';

/** A paid checkout and what its receipt shows. */
export type Paid = { readonly row: CheckoutRow; readonly receipt: UnsignedReceipt };

/** Those of the checkouts that are paid. */
export function paidOnes(checkouts: readonly CheckoutRow[]): Paid[] {
  return checkouts.flatMap((row) => {
    const receipt = showReceipt(row);
    return receipt ? [{ row, receipt }] : [];
  });
}

/** Writes and signs the receipts of paid checkouts. Nothing is stored yet. */
export async function signReceipts(
  { config, clock }: Pick<Context, 'config' | 'clock'>,
  paid: readonly Paid[],
): Promise<IssuedReceipt[]> {
  const issuer = { name: config.platformName, url: config.publicUrl };
  return Promise.all(
    paid.map(async ({ row: { organizationId, id: checkoutId }, receipt }) => {
      const text = writeDocument(composeDocument(receipt, issuer));
      const document = await signDocument(config.signingKeys, text);
      return { ...document, organizationId, checkoutId, issuedAt: clock.now() };
    }),
  );
}

/**
 * The receipt of a paid checkout as it was issued. Usually the job that mails it has issued it; whoever comes sooner,
 * or to a payment from before receipts were kept, has it issued now. The first one stays, whoever else tries.
 */
export async function findIssuedReceipt(context: PayingContext, paid: Paid): Promise<SignedDocument> {
  const { organizationId, id: checkoutId } = paid.row;
  const { database } = context;
  const known = await findStoredReceipt(database.handle, organizationId, checkoutId);
  if (known) return known;
  const receipts = await signReceipts(context, [paid]);
  const issued = await database.transaction(async (tx) => {
    await insertReceipts(tx, receipts);
    return findStoredReceipt(tx, organizationId, checkoutId);
  });
  assert(issued, 'Only a paid checkout has a receipt.');
  return issued;
}

/** Issues receipts of paid checkouts that have none yet, as they would be now. */
export async function issueMissingReceipts(
  context: Context,
  keys: readonly { readonly organizationId: string; readonly checkoutId: string }[],
): Promise<void> {
  const { database } = context;
  const missing = [];
  for (const key of keys)
    if (!(await findStoredReceipt(database.handle, key.organizationId, key.checkoutId))) missing.push(key);
  if (missing.length === 0) return;
  const receipts = await signReceipts(context, paidOnes(await findCheckouts(context, missing)));
  await database.transaction((tx) => insertReceipts(tx, receipts));
}
