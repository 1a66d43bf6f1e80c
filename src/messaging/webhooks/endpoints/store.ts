import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Endpoint } from './endpoint.ts';

const columns = sql`
  organization_id as "organizationId", mode, url, enabled, events, secret, previous_secret as "previousSecret",
  previous_secret_expires_at as "previousSecretExpiresAt", after_position as "afterPosition",
  disabled_reason as "disabledReason", failing_since as "failingSince", created_at as "createdAt",
  updated_at as "updatedAt"`;

export async function selectEndpoint(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<Endpoint | undefined> {
  return readOne(handle, organizationId, mode, sql``);
}

export async function lockEndpoint(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<Endpoint | undefined> {
  return readOne(handle, organizationId, mode, sql`for update`);
}

export async function selectEnabledEndpoints(
  handle: Handle,
  organizationIds: readonly string[],
): Promise<Endpoint[]> {
  return rows(
    handle,
    sql<Endpoint>`
      select ${columns} from webhook_endpoints where organization_id = any(${organizationIds}::uuid[]) and enabled
    `,
  );
}

/** Writes the endpoint as a whole, whether or not there was one. */
export async function saveEndpoint(handle: Handle, endpoint: Endpoint): Promise<void> {
  await sql`
    insert into webhook_endpoints (organization_id, mode, url, enabled, events, secret, previous_secret,
      previous_secret_expires_at, after_position, disabled_reason, failing_since, created_at, updated_at)
    values (${endpoint.organizationId}, ${endpoint.mode}, ${endpoint.url}, ${endpoint.enabled},
      ${endpoint.events}::text[], ${endpoint.secret}, ${endpoint.previousSecret}, ${endpoint.previousSecretExpiresAt},
      ${endpoint.afterPosition}, ${endpoint.disabledReason}, ${endpoint.failingSince}, ${endpoint.createdAt},
      ${endpoint.updatedAt})
    on conflict (organization_id, mode) do update set url = excluded.url, enabled = excluded.enabled,
      events = excluded.events, secret = excluded.secret, previous_secret = excluded.previous_secret,
      previous_secret_expires_at = excluded.previous_secret_expires_at, after_position = excluded.after_position,
      disabled_reason = excluded.disabled_reason, failing_since = excluded.failing_since, updated_at = excluded.updated_at
  `.execute(handle);
}

export async function deleteEndpoint(handle: Handle, organizationId: string, mode: Mode): Promise<void> {
  await sql`delete from webhook_endpoints where organization_id = ${organizationId} and mode = ${mode}`.execute(
    handle,
  );
}

/** Forgets since when deliveries failed. */
export async function updateRecovered(
  handle: Handle,
  endpoints: readonly Pick<Endpoint, 'organizationId' | 'mode'>[],
): Promise<void> {
  await sql`
    update webhook_endpoints set failing_since = null
    from jsonb_to_recordset(${JSON.stringify(endpoints)}::jsonb) as row("organizationId" uuid, mode text)
    where webhook_endpoints.organization_id = row."organizationId" and webhook_endpoints.mode = row.mode
      and failing_since is not null
  `.execute(handle);
}

/** The database's time, from which the overlap of two secrets is counted. */
export async function readNow(handle: Handle, offsetMs: number): Promise<Date> {
  const row = await firstRow(
    handle,
    sql<{ now: Date }>`select date_trunc('milliseconds', ${databaseNow(offsetMs)}) as now`,
  );
  return (row as { now: Date }).now;
}

async function readOne(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  lock: RawBuilder<unknown>,
): Promise<Endpoint | undefined> {
  return firstRow(
    handle,
    sql<Endpoint>`
      select ${columns} from webhook_endpoints where organization_id = ${organizationId} and mode = ${mode} ${lock}
    `,
  );
}
