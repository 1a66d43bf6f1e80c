import { sql } from 'kysely';
import type { requestResults } from '#platform/contract/api-requests.ts';
import type { Mode } from '#platform/contract/common.ts';
import { type Database, databaseNow, type Handle, rows, type Statement } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { ApiRequest, ShownApiRequest } from './api-request.ts';

const add: Statement = {
  name: 'add_api_requests',
  text: `insert into api_requests (organization_id, mode, id, api_key_id, method, route, query_names, status, code,
      duration_ms, created_at)
    select "organizationId", mode, id, "apiKeyId", method, route, "queryNames", status, code, "durationMs", "createdAt"
    from jsonb_to_recordset($1::jsonb) as row("organizationId" uuid, mode text, id uuid, "apiKeyId" uuid, method text,
      route text, "queryNames" text[], status smallint, code text, "durationMs" integer, "createdAt" timestamptz)
    on conflict do nothing`,
};

export async function addApiRequests(database: Database, requests: readonly ApiRequest[]): Promise<void> {
  await database.run(add, [JSON.stringify(requests)]);
}

const trim: Statement = {
  name: 'trim_api_requests',
  text: `delete from api_requests where organization_id = $1 and mode = $2 and id <= (
      select id from api_requests where organization_id = $1 and mode = $2 order by id desc offset $3 limit 1
    )`,
};

/** Removes all but the newest of an organization and mode. */
export async function trimApiRequests(
  database: Database,
  { organizationId, mode }: Pick<ApiRequest, 'organizationId' | 'mode'>,
  most: number,
): Promise<void> {
  await database.run(trim, [organizationId, mode, most]);
}

export function deleteOldApiRequests(
  handle: Handle,
  days: number,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`created_at < ${databaseNow(offsetMs)} - ${days} * interval '1 day'`;
  return deleteSome(handle, 'api_requests', { where, order: sql`created_at` }, limit);
}

export type RequestFilters = {
  readonly mode: Mode;
  readonly apiKeyId?: string | undefined;
  readonly method?: string | undefined;
  readonly result?: (typeof requestResults)[number] | undefined;
};

const statuses = {
  succeeded: sql`r.status < 400`,
  refused: sql`r.status between 400 and 499`,
  failed: sql`r.status >= 500`,
};

export async function listApiRequestRows(
  handle: Handle,
  organizationId: string,
  { mode, apiKeyId, method, result }: RequestFilters,
  page: PageRequest,
): Promise<ShownApiRequest[]> {
  const { where, tail } = pageClause(page, sql`r.id`);
  return rows<ShownApiRequest>(
    handle,
    sql`
      select r.id, r.organization_id as "organizationId", r.mode, r.api_key_id as "apiKeyId", r.method, r.route,
        r.query_names as "queryNames", r.status, r.code, r.duration_ms as "durationMs", r.created_at as "createdAt",
        k.name as "keyName", k.prefix as "keyPrefix"
      from api_requests r join api_keys k on k.organization_id = r.organization_id and k.id = r.api_key_id
      where r.organization_id = ${organizationId} and r.mode = ${mode}
        and ${apiKeyId === undefined ? sql`true` : sql`r.api_key_id = ${apiKeyId}`}
        and ${method === undefined ? sql`true` : sql`r.method = ${method}`}
        and ${result === undefined ? sql`true` : statuses[result]}
        and ${where} ${tail}
    `,
  );
}
