import { findStandings } from '#paying/bank-transfers/withdraw-owed.ts';
import type { Context } from '#platform/context.ts';
import type {
  BankEntryAnswer,
  BankEntryListQuery,
  BankStatementListQuery,
} from '#platform/contract/bank-entries.ts';
import type { Mode } from '#platform/contract/common.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { listAnswer, readPageRequest, toPage } from '#platform/db/page.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import type { Caller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { transferEntryOf } from './bank-entry.ts';
import { selectCountedCredits } from './counted-credit-store.ts';
import { type EntryRow, findEntryRow, listEntryRows } from './entry-store.ts';
import { namedIn } from './known-money.ts';
import { selectOpenTransfers, selectPayers, selectTransfers } from './known-money-store.ts';
import { type Known, showEntry, showStatement } from './show-entry.ts';
import { listStatementRows } from './statement-store.ts';

/** Files that were handed in, the newest first. */
export async function findStatements(
  { database, config }: Context,
  caller: Caller,
  query: BankStatementListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const found = await listStatementRows(
    database.handle,
    caller.organizationId,
    modeOf(caller, query.mode),
    page,
  );
  return listAnswer(toPage(found, page), requestUrl, config.publicUrl, showStatement);
}

/** Entries of statements, the newest first. */
export async function findBankEntries(
  { database, config }: Context,
  caller: Caller,
  query: BankEntryListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const mode = modeOf(caller, query.mode);
  const statementId = query.statement === undefined ? undefined : parseId('bst', query.statement);
  if (query.statement !== undefined && !statementId) return { results: [], next: null, previous: null };
  const filters = { mode, status: query.status, statementId };
  const found = toPage(await listEntryRows(database.handle, caller.organizationId, filters, page), page);
  const known = await findKnown(database.handle, caller.organizationId, mode, found.rows);
  return listAnswer(found, requestUrl, config.publicUrl, (row) => showEntry(row, known));
}

/** One entry as it is shown. @throws 404 */
export async function getBankEntry(
  handle: Handle,
  organizationId: string,
  id: string,
): Promise<BankEntryAnswer> {
  const row = await findEntryRow(handle, organizationId, id);
  if (!row) throw notFound('entry');
  return showEntry(row, await findKnown(handle, organizationId, row.mode, [row]));
}

/** Older ones that wait are found by their reference alone. */
const mostOpen = 500;

async function findKnown(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  entries: readonly EntryRow[],
): Promise<Known> {
  const attemptIds = entries.flatMap(({ matches }) => matches.map(({ attemptId }) => attemptId));
  const standings = await findStandings(handle, organizationId, [...new Set(attemptIds)]);
  const debits = entries.filter(({ status, direction }) => status === 'unmatched' && direction === 'debit');
  const credits = debits.length > 0 ? await selectCountedCredits(handle, organizationId, debits) : [];
  const candidates = await findCandidates(handle, organizationId, mode, entries, credits);
  return { ...candidates, credits, standings };
}

async function findCandidates(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  entries: readonly EntryRow[],
  credits: Known['credits'],
): Promise<Pick<Known, 'transfers' | 'payers'>> {
  const unmatched = entries.filter(({ status }) => status === 'unmatched');
  if (unmatched.length === 0) return { transfers: [], payers: new Map() };
  const named = unmatched.flatMap((row) => namedIn(transferEntryOf({ ...row, status: 'booked' })).references);
  const references = [...new Set([...named, ...credits.map(({ reference }) => reference)])];
  const transfers = [
    ...(await selectOpenTransfers(handle, organizationId, mode, mostOpen)),
    ...(references.length > 0 ? await selectTransfers(handle, organizationId, mode, references) : []),
  ];
  const ids = transfers.map(({ transactionId }) => transactionId);
  const payers = await selectPayers(handle, organizationId, ids);
  return {
    transfers,
    payers: new Map(payers.map(({ transactionId, payerEmail }) => [transactionId, payerEmail])),
  };
}
