import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Billing } from '#paying/checkouts/billing.ts';
import type { Context } from '#platform/context.ts';
import type { TransactionListQuery } from '#platform/contract/transactions.ts';
import { csvAnswer, readCsvFormat, xlsxAnswer } from '#platform/http/export-answer.ts';
import type { Answer, Caller } from '#platform/http/route.ts';
import { type CsvFormat, csvRow } from '#platform/kit/csv.ts';
import { formatId } from '#platform/kit/ids.ts';
import { amountColumn, csvRowOf, textColumn, timeColumn } from '#platform/kit/table.ts';
import { readFilters } from './find-transactions.ts';
import { findIdWindow } from './search/find-transactions.ts';
import { type ExportRow, selectExportRows, type TransactionFilters } from './store.ts';

const rowsAtOnce = 1_000;

/** Every transaction of the filter as CSV, newest first, a thousand rows in memory at a time. */
export async function exportTransactionsAsCsv(
  context: Context,
  caller: Caller,
  query: TransactionListQuery,
): Promise<Answer> {
  const windows = exportedWindows(context, caller.organizationId, readFilters(caller, query));
  return csvAnswer(context, {
    fileName: 'transactions.csv',
    pieces: csvPieces(windows, readCsvFormat(query)),
    query,
    ...exportOf(context, caller),
  });
}

/** The same as a workbook, with times in the clocks of the organization's zone. */
export async function exportTransactionsAsXlsx(
  context: Context,
  caller: Caller,
  query: TransactionListQuery,
): Promise<Answer> {
  const filters = readFilters(caller, query);
  const { timeZone } = await getOrganization(context.database.handle, caller.organizationId);
  return xlsxAnswer(context, {
    fileName: 'transactions.xlsx',
    book: {
      name: 'Transactions',
      columns: [...columns, textColumn<ExportRow>('time_zone', 20, () => timeZone)],
      timeZone,
      windows: exportedWindows(context, caller.organizationId, filters),
    },
    ...exportOf(context, caller),
  });
}

function exportOf(context: Context, { organizationId }: Caller) {
  const onError = (error: unknown) =>
    context.log.error({ err: error }, 'an export of transactions was cut off');
  return { organizationId, onError };
}

async function* exportedWindows(
  { database }: Context,
  organizationId: string,
  filters: TransactionFilters,
): AsyncGenerator<readonly ExportRow[]> {
  let after: string | undefined;
  do {
    const window = await findIdWindow(database.handle, organizationId, filters, rowsAtOnce, after);
    yield await selectExportRows(database.handle, organizationId, window.ids);
    after = window.next;
  } while (after);
}

async function* csvPieces(
  windows: AsyncGenerator<readonly ExportRow[]>,
  format: CsvFormat,
): AsyncGenerator<string> {
  let header = csvRow(
    columns.map(({ name }) => name),
    format,
  );
  for await (const rows of windows) {
    yield header + rows.map((row) => csvRowOf(columns, row, format)).join('');
    header = '';
  }
}

const billingColumn = (name: string, width: number, field: keyof Billing) =>
  textColumn<ExportRow>(name, width, ({ billing }) => billing[field] ?? null);

/** Their names and their order are stable: further ones are added at the end. */
const columns = [
  textColumn<ExportRow>('id', 30, (row) => formatId('TX', row.id)),
  textColumn<ExportRow>('number', 10, (row) => String(row.number)),
  textColumn<ExportRow>('order_id', 32, (row) => formatId('chk', row.checkoutId)),
  textColumn<ExportRow>('payment_link_id', 38, (row) => row.paymentLinkId),
  textColumn<ExportRow>('payment_link_name', 24, (row) => row.paymentLinkName),
  textColumn<ExportRow>('status', 18, (row) => row.status),
  textColumn<ExportRow>('mode', 10, (row) => row.mode),
  textColumn<ExportRow>('currency', 10, (row) => row.currency),
  amountColumn<ExportRow>('gross_amount', (row) => row.grossMinor),
  amountColumn<ExportRow>('tax_amount', (row) => row.taxMinor),
  amountColumn<ExportRow>('fee_amount', (row) => row.feeMinor),
  amountColumn<ExportRow>('net_amount', (row) => row.grossMinor - row.feeMinor),
  amountColumn<ExportRow>('refunded_amount', (row) => row.refundedMinor),
  textColumn<ExportRow>('payer_email', 28, (row) => row.payerEmail),
  billingColumn('payer_first_name', 18, 'first_name'),
  billingColumn('payer_last_name', 18, 'last_name'),
  billingColumn('payer_country', 14, 'country'),
  textColumn<ExportRow>('client_reference_id', 20, (row) => row.clientReferenceId),
  textColumn<ExportRow>('metadata', 30, (row) => JSON.stringify(row.metadata)),
  textColumn<ExportRow>('provider', 12, (row) => row.provider),
  timeColumn<ExportRow>('created_at', (row) => row.createdAt),
  timeColumn<ExportRow>('paid_at', (row) => row.paidAt),
  billingColumn('payer_company', 24, 'company'),
  billingColumn('payer_tax_id', 16, 'tax_id'),
  billingColumn('payer_line1', 28, 'line1'),
  billingColumn('payer_line2', 20, 'line2'),
  billingColumn('payer_postal_code', 18, 'postal_code'),
  billingColumn('payer_city', 18, 'city'),
  billingColumn('payer_state', 14, 'state'),
];
