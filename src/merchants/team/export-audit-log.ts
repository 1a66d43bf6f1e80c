import type { Context } from '#platform/context.ts';
import type { AuditEntryAnswer, AuditListQuery } from '#platform/contract/audit.ts';
import { csvAnswer, readCsvFormat } from '#platform/http/export-answer.ts';
import type { Answer, SessionCaller } from '#platform/http/route.ts';
import { type CsvCell, type CsvFormat, csvRow } from '#platform/kit/csv.ts';
import { findNamedRows, readAuditFilter } from './list-audit-log.ts';
import { showAuditEntry } from './show-audit-entry.ts';

const entriesAtOnce = 500;

/** Every entry of the filter as CSV, newest first, a page of rows in memory at a time. */
export async function exportAuditLog(
  context: Context,
  { organizationId }: SessionCaller,
  query: AuditListQuery,
): Promise<Answer> {
  const pieces = exportedPieces(context, organizationId, query, readCsvFormat(query));
  return csvAnswer(context, {
    fileName: 'audit-log.csv',
    pieces,
    query,
    organizationId,
    onError: (error) => context.log.error({ err: error }, 'an export of the audit log was cut off'),
  });
}

async function* exportedPieces(
  { database }: Context,
  organizationId: string,
  query: AuditListQuery,
  format: CsvFormat,
): AsyncGenerator<string> {
  const filter = readAuditFilter(query);
  let header = csvRow(Object.keys(columns), format);
  let after: string | undefined;
  do {
    const request = { limit: entriesAtOnce, ...(after ? { after } : {}) };
    const page = await findNamedRows(database.handle, organizationId, request, filter);
    yield header + page.rows.map((row) => csvRow(cellsOf(showAuditEntry(row)), format)).join('');
    header = '';
    after = page.next ? page.rows.at(-1)?.id : undefined;
  } while (after);
}

/** Names of the columns, which are stable, and what stands in them. */
const columns: Readonly<Record<string, (entry: AuditEntryAnswer) => CsvCell>> = {
  sequence: (entry) => entry.sequence,
  id: (entry) => entry.id,
  created_at: (entry) => entry.created_at,
  action: (entry) => entry.action,
  actor_type: (entry) => entry.actor.type,
  actor_id: (entry) => entry.actor.id,
  actor_name: (entry) => entry.actor.name,
  actor_email: (entry) => entry.actor.email,
  target_type: (entry) => entry.target?.type ?? null,
  target_id: (entry) => entry.target?.id ?? null,
  details: (entry) => JSON.stringify(entry.details),
  address: (entry) => entry.address,
  request_id: (entry) => entry.request_id,
  previous_hash: (entry) => entry.previous_hash,
  hash: (entry) => entry.hash,
};

function cellsOf(entry: AuditEntryAnswer): CsvCell[] {
  return Object.values(columns).map((cell) => cell(entry));
}
