import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  BankEntryAnswer,
  BankEntryListQuery,
  BankRefundAnswer,
  BankRefundListQuery,
  BankStatementAnswer,
  BankStatementImportQuery,
  CsvMappingInput,
  StatementMappingAnswer,
} from '../../../src/platform/contract/bank-entries.ts';
import { currentMode } from '../mode.ts';
import { request, requestFile } from './client.ts';
import type { List } from './types.ts';

const statements = '/api/organization/bank-statements/';
const entries = '/api/organization/bank-entries/';

/** Everything about money on accounts is asked again after a statement, a match or an export. */
export const bankKey = ['bank'];

export const entriesQuery = (filters: BankEntryListQuery) => {
  const query = { mode: currentMode(), ...filters };
  return queryOptions({
    queryKey: [...bankKey, 'entries', query],
    queryFn: ({ signal }) => request<List<BankEntryAnswer>>('GET', entries, { query, signal }),
    placeholderData: keepPreviousData,
  });
};

/** As many as the list can hold at once; their number stands in the navigation. */
export const toMatchQuery = () => entriesQuery({ status: 'unmatched', limit: 100 });

export const statementsQuery = (limit: number) => {
  const query = { mode: currentMode(), limit };
  return queryOptions({
    queryKey: [...bankKey, 'statements', query],
    queryFn: ({ signal }) => request<List<BankStatementAnswer>>('GET', statements, { query, signal }),
  });
};

/** What is told of a file beside its content, where the file does not tell it itself. */
export type StatementHints = {
  readonly encoding?: BankStatementImportQuery['encoding'];
  readonly mapping?: CsvMappingInput;
};

export function uploadStatement(file: File, { encoding, mapping }: StatementHints) {
  const body = new FormData();
  body.append('file', file, file.name);
  return request<BankStatementAnswer>('POST', statements, {
    query: { mode: currentMode(), encoding, mapping: mapping && JSON.stringify(mapping) },
    body,
  });
}

export const sampleStatement = () => requestFile(`${statements}sample/`, 'application/xml');

export const matchEntry = (id: string, transactionId: string) =>
  request<BankEntryAnswer>('POST', `${entries}${id}/match/`, { body: { transaction_id: transactionId } });
export const ignoreEntry = (id: string) => request<BankEntryAnswer>('POST', `${entries}${id}/ignore/`);
export const undoEntry = (id: string) => request<BankEntryAnswer>('POST', `${entries}${id}/undo/`);

const mappings = '/api/organization/statement-mappings/';

/** What was said of files, in both modes. */
export const mappingsQuery = () =>
  queryOptions({
    queryKey: [...bankKey, 'mappings'],
    queryFn: ({ signal }) =>
      request<{ readonly results: readonly StatementMappingAnswer[] }>('GET', mappings, { signal }),
  });
export const forgetMapping = (id: string) => request<void>('DELETE', `${mappings}${id}/`);

export const bankRefundsQuery = (filters: BankRefundListQuery) => {
  const query = { mode: currentMode(), limit: 100, ...filters };
  return queryOptions({
    queryKey: [...bankKey, 'refunds', query],
    queryFn: ({ signal }) =>
      request<List<BankRefundAnswer>>('GET', '/api/organization/bank-refunds/', { query, signal }),
  });
};

/** One file for the bank, or 204. What is in it is marked as exported; `again` also takes what is in a file already. */
export const exportBankRefunds = (again: boolean) =>
  requestFile('/api/organization/bank-refunds.xml', 'application/xml', {
    query: { mode: currentMode(), again: again || undefined },
  });
