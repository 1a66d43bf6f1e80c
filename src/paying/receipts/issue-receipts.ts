import { findFormerSellers, sellerAt } from '#merchants/organizations/former-sellers.ts';
import { findCheckouts } from '#paying/checkouts/get-checkout.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { Context } from '#platform/context.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import type { Database, Handle } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import { composeDocument, writeDocument } from './receipt.ts';
import { formatReceiptNumber, type ReceiptNumber, type ReceiptSeries, seriesOf } from './receipt-number.ts';
import { type ReceiptDraft, showReceipt } from './show-receipt.ts';
import { type SignedDocument, signDocument } from './signature.ts';
import {
  findStoredReceipt,
  findStoredReceipts,
  insertReceipts,
  lockCounters,
  type ReceiptCounter,
  setCounters,
} from './store.ts';

/** A paid checkout and what its receipt shows. */
export type Paid = { readonly row: CheckoutRow; readonly receipt: ReceiptDraft };

/** Those of the checkouts that are paid. */
export function paidOnes(checkouts: readonly CheckoutRow[]): Paid[] {
  return checkouts.flatMap((row) => {
    const receipt = showReceipt(row);
    return receipt ? [{ row, receipt }] : [];
  });
}

/**
 * The receipt of a paid checkout as it was issued. Usually the job that mails it has issued it; whoever comes sooner,
 * or to a payment from before receipts were kept, has it issued now. The first one stays, whoever else tries.
 */
export async function findIssuedReceipt(context: Context, paid: Paid): Promise<SignedDocument> {
  const { organizationId, id: checkoutId } = paid.row;
  const known = await findStoredReceipt(context.database.handle, organizationId, checkoutId);
  return known ?? issueReceipt(context, paid);
}

/** Issues receipts of paid checkouts that have none yet, as they would be now. */
export async function issueMissingReceipts(
  context: Context,
  keys: readonly { readonly organizationId: string; readonly checkoutId: string }[],
): Promise<void> {
  const paid = paidOnes(await findCheckouts(context, keys));
  await Promise.all(paid.map((each) => findIssuedReceipt(context, each)));
}

type Issue = (paid: Paid) => Promise<SignedDocument>;
const issuers = new WeakMap<Database, Issue>();

/** The same without looking first. Calls for one organization that wait are numbered together. */
export function issueReceipt(context: Context, paid: Paid): Promise<SignedDocument> {
  const { database } = context;
  const issue =
    issuers.get(database) ??
    coalesce<Paid, SignedDocument>({
      groupOf: ({ row }) => row.organizationId,
      batchesAtOncePerGroup: 1,
      runBatch: (batch) => database.transaction((tx) => issueTogether(tx, context, batch)),
    });
  issuers.set(database, issue);
  return issue(paid);
}

/**
 * Numbers, writes and signs the receipts of one organization that are not issued yet. Numbers are given under the lock of
 * their counter and kept in the same transaction as the receipt, so that none is lost or given twice, whoever dies.
 */
async function issueTogether(
  tx: Handle,
  context: Context,
  batch: readonly Paid[],
): Promise<SignedDocument[]> {
  const organizationId = batch[0]?.row.organizationId as string;
  const sold = await withSellersOf(tx, organizationId, batch);
  const paid = new Map(sold.map((each) => [each.row.id, each]));
  const counters = await lockCounters(tx, organizationId, distinct([...paid.values()].map(seriesOfPaid)));
  const issued = await findStoredReceipts(tx, organizationId, [...paid.keys()]);
  const fresh = [...paid.values()].filter(({ row }) => !issued.has(row.id));
  const { numbered, changed } = giveNumbers(fresh, counters);
  const receipts = await Promise.all(
    numbered.map(async ({ row, receipt, number }) => {
      const text = writeDocument(
        composeDocument({ ...receipt, number: formatReceiptNumber(number) }, issuerOf(context)),
      );
      const signed = await signDocument(context.config.signingKeys, text);
      return { ...signed, ...number, organizationId, checkoutId: row.id, issuedAt: context.clock.now() };
    }),
  );
  await insertReceipts(tx, receipts);
  await setCounters(tx, organizationId, changed);
  for (const { checkoutId, ...document } of receipts) issued.set(checkoutId, document);
  return batch.map(({ row }) => {
    const document = issued.get(row.id);
    assert(document, 'Every paid checkout of the batch has a receipt by now.');
    return document;
  });
}

/** The same with sellers as they were when they were paid, whatever was changed before the receipt was issued. */
async function withSellersOf(tx: Handle, organizationId: string, batch: readonly Paid[]): Promise<Paid[]> {
  const moments = batch.map(({ receipt }) => new Date(receipt.paid_at).getTime());
  const former = await findFormerSellers(tx, organizationId, new Date(Math.min(...moments)));
  return batch.map(({ row, receipt }) => {
    const seller = sellerAt(former, new Date(receipt.paid_at));
    return { row, receipt: { ...receipt, organization: { ...receipt.organization, ...seller } } };
  });
}

function issuerOf({ config }: Context): { name: string; url: string } {
  return { name: config.platformName, url: config.publicUrl };
}

function seriesOfPaid({ row, receipt }: Paid): ReceiptSeries {
  return seriesOf(row.mode, new Date(receipt.paid_at), receipt.organization.time_zone);
}

type Counting = ReceiptSeries & { issued: number };

/** The next numbers of each series, in the order of the payments. */
function giveNumbers(
  fresh: readonly Paid[],
  counters: readonly ReceiptCounter[],
): { numbered: (Paid & { number: ReceiptNumber })[]; changed: ReceiptCounter[] } {
  const last = new Map(counters.map((counter) => [nameOf(counter), { ...counter } as Counting]));
  const order = (each: Paid) => `${each.receipt.paid_at} ${each.row.id}`;
  const numbered = [...fresh]
    .sort((left, right) => (order(left) < order(right) ? -1 : 1))
    .map((each) => {
      const series = seriesOfPaid(each);
      const counter = last.get(nameOf(series));
      assert(counter, 'The counter of every series was locked.');
      counter.issued += 1;
      return { ...each, number: { ...series, sequence: counter.issued } };
    });
  const changed = counters.flatMap((before) => {
    const after = last.get(nameOf(before));
    return after && after.issued > before.issued ? [after] : [];
  });
  return { numbered, changed };
}

function distinct(series: readonly ReceiptSeries[]): ReceiptSeries[] {
  return [...new Map(series.map((each) => [nameOf(each), each])).values()];
}

function nameOf({ mode, year }: ReceiptSeries): string {
  return `${mode} ${year}`;
}
