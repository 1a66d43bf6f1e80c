import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { ExportQuery } from '#platform/contract/exports.ts';
import type { LedgerEntryAnswer } from '#platform/contract/ledger.ts';
import { listAnswer, type PageRequest, readPageRequest, toPage } from '#platform/db/page.ts';
import { csvAnswer, readCsvFormat } from '#platform/http/export-answer.ts';
import type { Answer, SessionCaller } from '#platform/http/route.ts';
import { type CsvCell, type CsvFormat, csvRow } from '#platform/kit/csv.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Account } from './ledger.ts';
import { type EntryRow, listEntryRows } from './store.ts';

type Query = ExportQuery & { limit?: number; cursor?: string; mode?: Mode; transaction?: string };

/** The ledger of the organization, newest first. */
export async function findEntries(context: Context, caller: SessionCaller, query: Query, requestUrl: string) {
  const page = readPageRequest(query);
  const found = await readEntries(context, caller, query, page);
  return listAnswer(toPage(found, page), requestUrl, context.config.publicUrl, showEntry);
}

/** Those of one transaction, if the query names it; of one that there cannot be, none. */
async function readEntries(
  { database }: Context,
  { organizationId, defaultMode }: SessionCaller,
  { mode, transaction }: Query,
  page: PageRequest,
): Promise<EntryRow[]> {
  const transactionId = transaction === undefined ? undefined : parseId('TX', transaction);
  if (transaction !== undefined && !transactionId) return [];
  return listEntryRows(database.handle, organizationId, { mode: mode ?? defaultMode, transactionId }, page);
}

const accounts: readonly Account[] = [
  'provider',
  'available',
  'pending',
  'reserved',
  'fees',
  'refunds',
  'excess',
  'deposits',
];
const batch = 500;

/** All of it as CSV, one line an entry and one column an account, sent while it is read. */
export function exportEntries(context: Context, caller: SessionCaller, query: Query): Promise<Answer> {
  return csvAnswer(context, {
    fileName: 'ledger.csv',
    pieces: lines(context, caller, query),
    query,
    organizationId: caller.organizationId,
    onError: (error) => context.log.error({ err: error }, 'an export was cut off'),
  });
}

async function* lines(context: Context, caller: SessionCaller, query: Query): AsyncGenerator<string> {
  const format = readCsvFormat(query);
  yield csvRow(['id', 'kind', 'created_at', 'currency', 'transaction_id', 'refund_id', ...accounts], format);
  let after: string | undefined;
  for (;;) {
    const page = { limit: batch, ...(after ? { after } : {}) };
    const { rows, next } = toPage(await readEntries(context, caller, query, page), page);
    if (rows.length > 0) yield rows.map((row) => csvLine(row, format)).join('');
    after = rows.at(-1)?.id;
    if (!next || !after) return;
  }
}

function csvLine(row: EntryRow, format: CsvFormat): string {
  const entry = showEntry(row);
  return csvRow(
    [
      entry.id,
      entry.kind,
      entry.created_at,
      entry.currency,
      entry.transaction_id,
      entry.refund_id,
      ...accounts.map((account) => amountCell(entry.postings[account])),
    ],
    format,
  );
}

function amountCell(amount: string | undefined): CsvCell {
  return amount === undefined ? null : { amount };
}

function showEntry(row: EntryRow): LedgerEntryAnswer {
  const postings = Object.entries(row.postings).map(([account, amount]) => [
    account,
    formatAmount(BigInt(amount)),
  ]);
  return {
    id: row.id,
    kind: row.kind,
    currency: row.currency,
    mode: row.mode,
    transaction_id: row.transactionId && formatId('TX', row.transactionId),
    refund_id: row.refundId && formatId('RF', row.refundId),
    postings: Object.fromEntries(postings),
    created_at: formatInstant(row.createdAt),
  };
}
