import { sql } from 'kysely';
import type { CsvMapping } from '#paying/statements/csv/mapping.ts';
import type { Encoding } from '#paying/statements/encoding/encodings.ts';
import type { StatementKind } from '#paying/statements/statement.ts';
import type { Mode } from '#platform/contract/common.ts';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import type { StoredMapping } from './csv-mapping.ts';
import { jsonOf } from './stored-json.ts';

export type StatementRow = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly handedInBy: string | null;
  readonly kinds: readonly StatementKind[];
  readonly accounts: readonly string[];
  readonly entries: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly duplicates: number;
  readonly ignored: number;
  readonly onItsWay: number;
  readonly problems: readonly { code: string; detail: string; file: string; line: number | null }[];
  readonly createdAt: Date;
};

export async function insertStatement(tx: Handle, statement: StatementRow): Promise<void> {
  const s = statement;
  await sql`
    insert into bank_statements (organization_id, id, mode, file_name, file_bytes, handed_in_by, kinds, accounts, entries, matched,
      unmatched, duplicates, ignored, on_its_way, problems, created_at)
    values (${s.organizationId}, ${s.id}, ${s.mode}, ${s.fileName}, ${s.fileBytes}, ${s.handedInBy}, ${[...s.kinds]}, ${[...s.accounts]},
      ${s.entries}, ${s.matched}, ${s.unmatched}, ${s.duplicates}, ${s.ignored}, ${s.onItsWay}, ${jsonOf(s.problems)}::jsonb, ${s.createdAt})
  `.execute(tx);
}

export async function listStatementRows(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  page: PageRequest,
): Promise<StatementRow[]> {
  const { where, tail } = pageClause(page, sql`id`);
  return rows<StatementRow>(
    handle,
    sql`
      select organization_id as "organizationId", id, mode, file_name as "fileName", file_bytes as "fileBytes",
        handed_in_by as "handedInBy", kinds, accounts, entries, matched, unmatched, duplicates, ignored, on_its_way as "onItsWay",
        problems, created_at as "createdAt"
      from bank_statements where organization_id = ${organizationId} and mode = ${mode} and ${where} ${tail}
    `,
  );
}

export type RememberedMapping = {
  /** None of an account, of which only the encoding is remembered. */
  readonly mapping: StoredMapping | null;
  readonly encoding: Encoding | null;
};

export async function findMapping(
  handle: Handle,
  organizationId: string,
  headerHash: Buffer,
): Promise<RememberedMapping | undefined> {
  return firstRow<RememberedMapping>(
    handle,
    sql`select mapping, encoding from statement_mappings where organization_id = ${organizationId} and header_hash = ${headerHash}`,
  );
}

export type NewMapping = {
  readonly headerHash: Buffer;
  readonly names: readonly string[];
  readonly mapping: CsvMapping | null;
  readonly encoding: Encoding | null;
};

/** Where no encoding was said, the one that was said before stays. */
export async function upsertMapping(
  tx: Handle,
  organizationId: string,
  { headerHash, names, mapping: whole, encoding }: NewMapping,
  now: Date,
): Promise<void> {
  const mapping = whole && jsonOf({ ...whole, header: undefined });
  await sql`
    insert into statement_mappings (organization_id, header_hash, names, mapping, encoding, updated_at)
    values (${organizationId}, ${headerHash}, ${[...names]}, ${mapping}::jsonb, ${encoding}, ${now})
    on conflict (organization_id, header_hash) do update set names = excluded.names, mapping = excluded.mapping,
      encoding = coalesce(excluded.encoding, statement_mappings.encoding), updated_at = excluded.updated_at
  `.execute(tx);
}

export type MappingRow = {
  readonly headerHash: Buffer;
  /** Null of one that was said before they were kept. */
  readonly names: readonly string[] | null;
  readonly isTable: boolean;
  readonly encoding: Encoding | null;
  readonly updatedAt: Date;
};

const mostMappings = 200;

export async function listMappings(handle: Handle, organizationId: string): Promise<MappingRow[]> {
  return rows<MappingRow>(
    handle,
    sql`
      select header_hash as "headerHash", names, mapping is not null as "isTable", encoding, updated_at as "updatedAt"
      from statement_mappings where organization_id = ${organizationId}
      order by updated_at desc, header_hash limit ${mostMappings}
    `,
  );
}

/** Gives the names of what was forgotten; undefined when there was none. */
export async function deleteMapping(
  tx: Handle,
  organizationId: string,
  headerHash: Buffer,
): Promise<readonly string[] | undefined> {
  const found = await firstRow<{ names: readonly string[] | null }>(
    tx,
    sql`
      delete from statement_mappings where organization_id = ${organizationId} and header_hash = ${headerHash} returning names
    `,
  );
  return found && (found.names ?? []);
}
