import type { Context } from '#platform/context.ts';
import type { TransactionListQuery } from '#platform/contract/transactions.ts';
import { csvAnswer } from '#platform/http/csv-answer.ts';
import type { Answer, Caller } from '#platform/http/route.ts';
import { type CsvCell, csvRow } from '#platform/kit/csv.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { readFilters } from './find-transactions.ts';
import { findIdWindow } from './search/find-transactions.ts';
import { type ExportRow, selectExportRows, type TransactionFilters } from './store.ts';

const rowsAtOnce = 1_000;

/** Every transaction of the filter as CSV, newest first, a thousand rows in memory at a time. */
export async function exportTransactions(
  context: Context,
  caller: Caller,
  query: TransactionListQuery,
): Promise<Answer> {
  const pieces = exportedPieces(context, caller.organizationId, readFilters(caller, query));
  return csvAnswer(context, {
    fileName: 'transactions.csv',
    pieces,
    organizationId: caller.organizationId,
    onError: (error) => context.log.error({ err: error }, 'an export of transactions was cut off'),
  });
}

async function* exportedPieces(
  { database }: Context,
  organizationId: string,
  filters: TransactionFilters,
): AsyncGenerator<string> {
  let header = csvRow(Object.keys(columns));
  let after: string | undefined;
  do {
    const window = await findIdWindow(database.handle, organizationId, filters, rowsAtOnce, after);
    const rows = await selectExportRows(database.handle, organizationId, window.ids);
    yield header + rows.map((row) => csvRow(cellsOf(row))).join('');
    header = '';
    after = window.next;
  } while (after);
}

/** Names of the columns, which are stable, and what stands in them: as in the JSON of a transaction. */
const columns: Readonly<Record<string, (row: ExportRow) => CsvCell>> = {
  id: (row) => formatId('TX', row.id),
  number: (row) => String(row.number),
  order_id: (row) => formatId('chk', row.checkoutId),
  payment_link_id: (row) => row.paymentLinkId,
  payment_link_name: (row) => row.paymentLinkName,
  status: (row) => row.status,
  mode: (row) => row.mode,
  currency: (row) => row.currency,
  gross_amount: (row) => formatAmount(row.grossMinor),
  tax_amount: (row) => formatAmount(row.taxMinor),
  fee_amount: (row) => formatAmount(row.feeMinor),
  net_amount: (row) => formatAmount(row.grossMinor - row.feeMinor),
  refunded_amount: (row) => formatAmount(row.refundedMinor),
  payer_email: (row) => row.payerEmail,
  payer_first_name: (row) => row.billing.first_name ?? null,
  payer_last_name: (row) => row.billing.last_name ?? null,
  payer_country: (row) => row.billing.country ?? null,
  client_reference_id: (row) => row.clientReferenceId,
  metadata: (row) => JSON.stringify(row.metadata),
  provider: (row) => row.provider,
  created_at: (row) => formatInstant(row.createdAt),
  paid_at: (row) => row.paidAt && formatInstant(row.paidAt),
};

function cellsOf(row: ExportRow): CsvCell[] {
  return Object.values(columns).map((cell) => cell(row));
}
