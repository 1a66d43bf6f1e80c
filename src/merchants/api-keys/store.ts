import { sql } from 'kysely';
import { type Database, databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { ApiKey } from './api-key.ts';

const columns = sql`id, organization_id as "organizationId", mode, name, prefix, scopes, status, expires_at as "expiresAt",
  last_used_at as "lastUsedAt", created_by as "createdBy", created_at as "createdAt"`;

export async function insertApiKey(handle: Handle, key: ApiKey & { keyHash: Buffer }): Promise<void> {
  await sql`
    insert into api_keys (organization_id, id, mode, name, prefix, key_hash, scopes, status, created_by, created_at)
    values (${key.organizationId}, ${key.id}, ${key.mode}, ${key.name}, ${key.prefix}, ${key.keyHash}, ${[...key.scopes]}, ${key.status},
      ${key.createdBy}, ${key.createdAt})
  `.execute(handle);
}

export async function listApiKeys(handle: Handle, organizationId: string): Promise<ApiKey[]> {
  return rows<ApiKey>(
    handle,
    sql`select ${columns} from api_keys where organization_id = ${organizationId} order by id desc limit 200`,
  );
}

/** The active key of a mode, or one by id, locked. */
export async function lockApiKey(
  handle: Handle,
  organizationId: string,
  which: { id: string } | { activeIn: string },
): Promise<ApiKey | undefined> {
  const match = 'id' in which ? sql`id = ${which.id}` : sql`mode = ${which.activeIn} and status = 'active'`;
  return firstRow<ApiKey>(
    handle,
    sql`select ${columns} from api_keys where organization_id = ${organizationId} and ${match} for update`,
  );
}

/** Ends a key: at once, or after a time of grace. */
export async function endApiKey(
  handle: Handle,
  key: Pick<ApiKey, 'organizationId' | 'id'>,
  status: 'rotated' | 'revoked',
  graceSeconds: number,
  offsetMs: number,
): Promise<ApiKey | undefined> {
  return firstRow<ApiKey>(
    handle,
    sql`
      update api_keys set status = ${status}, expires_at = ${databaseNow(offsetMs)} + ${graceSeconds} * interval '1 second'
      where organization_id = ${key.organizationId} and id = ${key.id}
      returning ${columns}
    `,
  );
}

const findByHash = {
  name: 'find_api_key',
  text: `select id as "apiKeyId", organization_id as "organizationId", mode, scopes,
      coalesce(last_used_at < now() - interval '1 minute', true) as "isStale"
    from api_keys
    where key_hash = $1 and (status = 'active' or status = 'rotated' and expires_at > now() + $2::double precision * interval '1 millisecond')`,
};

export type FoundKey = Pick<ApiKey, 'organizationId' | 'mode' | 'scopes'> & {
  apiKeyId: string;
  isStale: boolean;
};

export async function findApiKeyByHash(
  database: Database,
  hash: Buffer,
  offsetMs: number,
): Promise<FoundKey | undefined> {
  return (await database.run<FoundKey>(findByHash, [hash, offsetMs]))[0];
}

export async function touchApiKey(handle: Handle, organizationId: string, id: string): Promise<void> {
  await sql`update api_keys set last_used_at = now() where organization_id = ${organizationId} and id = ${id}`.execute(
    handle,
  );
}
