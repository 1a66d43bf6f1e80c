import { readAmountFilter, readInstant, readLinkFilter } from '#paying/filters.ts';
import { parseReceiptNumber } from '#paying/receipts/receipt-number.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { TransactionAnswer, TransactionListQuery } from '#platform/contract/transactions.ts';
import { listAnswer, type PageRequest, readPageRequest, toPage } from '#platform/db/page.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import type { Caller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { searchedAddress } from '#platform/text/mail-address.ts';
import { findTransactionPage } from './search/find-transactions.ts';
import { showTransaction } from './show-transaction.ts';
import { findTransaction, type TransactionFilters, type TransactionRow } from './store.ts';

/** One transaction by its id (`TX…`) or number; an API key sees its own mode only. */
export async function getTransaction(
  context: Context,
  caller: Caller,
  reference: string,
): Promise<TransactionAnswer> {
  const row = await findTransactionRow(context, caller, reference);
  if (!row) throw notFound('transaction');
  return showTransaction(row);
}

/** The same as it is stored; undefined when there is none that the caller may see. */
export async function findTransactionRow(
  context: Context,
  caller: Caller,
  reference: string,
): Promise<TransactionRow | undefined> {
  const key = transactionKey(reference);
  const row = key && (await findTransaction(context.database.handle, caller.organizationId, key));
  return row && !(caller.kind === 'api-key' && row.mode !== caller.mode) ? row : undefined;
}

const largestNumber = 9_223_372_036_854_775_807n;

function transactionKey(reference: string): { id: string } | { number: bigint } | undefined {
  const id = parseId('TX', reference);
  if (id) return { id };
  if (!/^[1-9]\d{0,18}$/.test(reference)) return undefined;
  const number = BigInt(reference);
  return number <= largestNumber ? { number } : undefined;
}

/** The organization's transactions, newest first, with every filter of the contract. */
export async function findTransactions(
  context: Context,
  caller: Caller,
  query: TransactionListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const found = await readPage(context, caller, readFilters(caller, query), page);
  return listAnswer(toPage(found, page), requestUrl, context.config.publicUrl, showTransaction);
}

/** What was collected through one link, also after its deletion. */
export async function findLinkPayments(
  context: Context,
  caller: Caller,
  paymentLinkId: string,
  query: { limit?: number; cursor?: string },
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const found = await readPage(context, caller, { paymentLinkId }, page);
  return listAnswer(toPage(found, page), requestUrl, context.config.publicUrl, showTransaction);
}

async function readPage(
  { database }: Context,
  { organizationId }: Caller,
  filters: TransactionFilters,
  page: PageRequest,
): Promise<TransactionRow[]> {
  // How often something is found that was typed differs too much for one plan.
  const { handle } = filters.search || filters.email ? database : database.pages;
  return findTransactionPage(handle, organizationId, filters, page);
}

/** The filters of a list as data; throws 400 for a value that is none. An API key sees its own mode only. */
export function readFilters(caller: Caller, query: TransactionListQuery): TransactionFilters {
  const mode = modeOf(caller, query.mode);
  // Names and addresses are stored in this form.
  const search = query.q?.trim().normalize('NFC');
  const searchKey = search ? transactionKey(search) : undefined;
  const searchCheckoutId = search ? parseId('chk', search) : undefined;
  const searchReceipt = search ? parseReceiptNumber(search) : undefined;
  return {
    mode,
    ...(query.status ? { status: query.status } : {}),
    ...(query.currency ? { currency: query.currency } : {}),
    ...(query.link ? { paymentLinkId: readLinkFilter(query.link) } : {}),
    ...(query.email ? { email: searchedAddress(query.email) } : {}),
    ...(query.amount_min ? { minimumMinor: readAmountFilter(query.amount_min, 'amount_min') } : {}),
    ...(query.amount_max ? { maximumMinor: readAmountFilter(query.amount_max, 'amount_max') } : {}),
    ...(query.way ? { way: query.way } : {}),
    ...(search ? { search } : {}),
    ...(searchKey && 'id' in searchKey ? { searchId: searchKey.id } : {}),
    ...(searchCheckoutId ? { searchCheckoutId } : {}),
    ...(searchReceipt ? { searchReceipt } : {}),
    ...(searchKey && 'number' in searchKey ? { searchNumber: searchKey.number } : {}),
    ...(query.created_after ? { createdAfter: readInstant(query.created_after, 'created_after') } : {}),
    ...(query.created_before ? { createdBefore: readInstant(query.created_before, 'created_before') } : {}),
  };
}
