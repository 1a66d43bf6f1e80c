import { sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import { type Connection, keptAfterwardsMs } from './connection.ts';
import type { SealedCredential } from './credentials.ts';
import type { OfferedConnection } from './way.ts';

const columns = sql`organization_id as "organizationId", id, mode, provider, status, position, account_id as "accountId",
  account_label as "accountLabel", settings, notification_status as "notificationStatus",
  last_notification_at as "lastNotificationAt", checked_at as "checkedAt", problem, created_at as "createdAt",
  updated_at as "updatedAt", disconnected_at as "disconnectedAt"`;

/** What is not disconnected in a mode, in the merchant's order. */
export async function selectCurrent(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<Connection[]> {
  return rows<Connection>(
    handle,
    sql`
      select ${columns} from connections
      where organization_id = ${organizationId} and mode = ${mode} and status <> 'disconnected'
      order by position, provider
    `,
  );
}

/** Of each provider and mode the connection that is not disconnected, or the one that was disconnected last. */
export async function selectLatest(handle: Handle, organizationId: string): Promise<Connection[]> {
  return rows<Connection>(
    handle,
    sql`
      select distinct on (mode, provider) ${columns} from connections where organization_id = ${organizationId}
      order by mode, provider, (status = 'disconnected'), disconnected_at desc
    `,
  );
}

/** By its id alone, which is all that a notification names. */
export async function selectConnectionById(handle: Handle, id: string): Promise<Connection | undefined> {
  return firstRow<Connection>(handle, sql`select ${columns} from connections where id = ${id}`);
}

/** A disconnected one of the same account, which can be taken up again. */
export async function selectFormer(
  handle: Handle,
  {
    organizationId,
    mode,
    provider,
    accountId,
  }: Pick<Connection, 'organizationId' | 'mode' | 'provider' | 'accountId'>,
): Promise<Connection | undefined> {
  return firstRow<Connection>(
    handle,
    sql`
      select ${columns} from connections
      where organization_id = ${organizationId} and mode = ${mode} and provider = ${provider}
        and account_id = ${accountId} and status = 'disconnected'
      order by disconnected_at desc limit 1
    `,
  );
}

export async function saveConnection(handle: Handle, connection: Connection): Promise<void> {
  const { accountId, accountLabel, notificationStatus, lastNotificationAt, checkedAt } = connection;
  const settings = JSON.stringify(connection.settings);
  await sql`
    insert into connections (organization_id, id, mode, provider, status, position, account_id, account_label, settings,
      notification_status, last_notification_at, checked_at, problem, created_at, updated_at, disconnected_at)
    values (${connection.organizationId}, ${connection.id}, ${connection.mode}, ${connection.provider}, ${connection.status},
      ${connection.position}, ${accountId}, ${accountLabel}, ${settings}::jsonb, ${notificationStatus}, ${lastNotificationAt},
      ${checkedAt}, ${connection.problem}, ${connection.createdAt}, ${connection.updatedAt}, ${connection.disconnectedAt})
    on conflict (organization_id, id) do update set status = excluded.status, position = excluded.position,
      account_label = excluded.account_label, settings = excluded.settings,
      notification_status = excluded.notification_status, last_notification_at = excluded.last_notification_at,
      checked_at = excluded.checked_at, problem = excluded.problem, updated_at = excluded.updated_at,
      disconnected_at = excluded.disconnected_at
  `.execute(handle);
}

/** Puts a connected provider at its place in the order. */
export async function updatePosition(
  handle: Handle,
  { organizationId, id }: Pick<Connection, 'organizationId' | 'id'>,
  position: number,
  now: Date,
): Promise<void> {
  await sql`
    update connections set position = ${position}, updated_at = ${now}
    where organization_id = ${organizationId} and id = ${id}
  `.execute(handle);
}

/** What a check found out, unless the connection was changed since it was read. */
export async function updateHealth(
  handle: Handle,
  connection: Connection,
  health: Pick<Connection, 'status' | 'problem' | 'accountLabel'>,
  now: Date,
): Promise<void> {
  await sql`
    update connections set status = ${health.status}, problem = ${health.problem}, account_label = ${health.accountLabel},
      checked_at = ${now}, updated_at = ${now}
    where organization_id = ${connection.organizationId} and id = ${connection.id} and status <> 'disconnected'
      and updated_at = ${connection.updatedAt}
  `.execute(handle);
}

/** Notes that the provider takes the keys of a connection no more. */
export async function markRefused(
  handle: Handle,
  { organizationId, id }: Pick<Connection, 'organizationId' | 'id'>,
  now: Date,
): Promise<void> {
  await sql`
    update connections set status = 'failing', checked_at = ${now}, updated_at = ${now},
      problem = 'The provider does not take the stored keys any more. Enter them again, or others.'
    where organization_id = ${organizationId} and id = ${id} and status = 'connected'
  `.execute(handle);
}

/** Notes that a notification came, or that one was refused; a note within a minute of the last changes nothing. */
export async function updateNotified(
  handle: Handle,
  { organizationId, id }: Pick<Connection, 'organizationId' | 'id'>,
  status: 'received' | 'failing',
  offsetMs: number,
): Promise<void> {
  const now = databaseNow(offsetMs);
  const received = sql`
    update connections set notification_status = 'received', last_notification_at = ${now}
    where organization_id = ${organizationId} and id = ${id}
      and (notification_status <> 'received' or last_notification_at is null
        or last_notification_at < ${now} - interval '1 minute')
  `;
  // Anybody can send one that is not signed, so a refused one never outweighs one that was good within a day.
  const failing = sql`
    update connections set notification_status = 'failing'
    where organization_id = ${organizationId} and id = ${id} and notification_status <> 'failing'
      and (last_notification_at is null or last_notification_at < ${now} - interval '1 day')
  `;
  await (status === 'received' ? received : failing).execute(handle);
}

export async function selectCredentials(
  handle: Handle,
  organizationId: string,
  connectionIds: readonly string[],
): Promise<(SealedCredential & { readonly connectionId: string })[]> {
  return rows(
    handle,
    sql<SealedCredential & { connectionId: string }>`
      select connection_id as "connectionId", field, sealed, last4 from connection_credentials
      where organization_id = ${organizationId} and connection_id = any(${[...connectionIds]}::uuid[])
      order by connection_id, field
    `,
  );
}

/** Puts these in the place of all that were there. */
export async function replaceCredentials(
  handle: Handle,
  { organizationId, id }: Pick<Connection, 'organizationId' | 'id'>,
  credentials: readonly SealedCredential[],
): Promise<void> {
  await sql`
    delete from connection_credentials where organization_id = ${organizationId} and connection_id = ${id}
  `.execute(handle);
  for (const { field, sealed, last4 } of credentials)
    await sql`
      insert into connection_credentials (organization_id, connection_id, field, sealed, last4)
      values (${organizationId}, ${id}, ${field}, ${sealed}, ${last4})
    `.execute(handle);
}

export type Open = { readonly connectionId: string; readonly payments: number; readonly refunds: number };

const openPayments = (connectionId: ReturnType<typeof sql>, organizationId: ReturnType<typeof sql>) => sql`
  (select count(*)::integer from attempts a
    where a.organization_id = ${organizationId} and a.connection_id = ${connectionId} and a.status in ('requires_action', 'processing'))`;
// One that is pending is due at some time, which has an index; there are few.
const openRefunds = (connectionId: ReturnType<typeof sql>, organizationId: ReturnType<typeof sql>) => sql`
  (select count(*)::integer from refunds r join attempts a on a.organization_id = r.organization_id and a.id = r.attempt_id
    where r.organization_id = ${organizationId} and r.due_at is not null and r.status = 'pending' and a.connection_id = ${connectionId})`;

/** What is not decided yet at each of these connections. */
export async function countOpen(
  handle: Handle,
  organizationId: string,
  connectionIds: readonly string[],
): Promise<Open[]> {
  const [id, owner] = [sql`c.id`, sql`c.organization_id`];
  return rows(
    handle,
    sql<Open>`
      select c.id as "connectionId", ${openPayments(id, owner)} as payments, ${openRefunds(id, owner)} as refunds
      from connections c where c.organization_id = ${organizationId} and c.id = any(${[...connectionIds]}::uuid[])
    `,
  );
}

/**
 * Wipes credentials of disconnected providers at which nothing is open any more, or that were disconnected long ago. Not in the
 * first minutes: a payment may just be beginning that saw it connected.
 *
 * @returns how many there were
 */
export async function wipeCredentials(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const [id, owner] = [sql`c.id`, sql`c.organization_id`];
  const { numAffectedRows } = await sql`
    delete from connection_credentials where (organization_id, connection_id, field) in (
      select k.organization_id, k.connection_id, k.field
      from connection_credentials k
        join connections c on c.organization_id = k.organization_id and c.id = k.connection_id
      where c.status = 'disconnected' and c.disconnected_at < ${databaseNow(offsetMs)} - interval '10 minutes' and (
        c.disconnected_at < ${databaseNow(offsetMs)} - ${keptAfterwardsMs} * interval '1 millisecond'
        or ${openPayments(id, owner)} + ${openRefunds(id, owner)} = 0)
      order by c.disconnected_at limit ${limit} for update of k skip locked
    )
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}

/** How many connections of an organization take, or would take, real money. */
export async function countLive(handle: Handle, organizationId: string): Promise<number> {
  const found = await firstRow<{ count: number }>(
    handle,
    sql`
      select count(*)::integer as count from connections
      where organization_id = ${organizationId} and mode = 'live' and status <> 'disconnected'
    `,
  );
  assert(found, 'A count gave no row.');
  return found.count;
}

/** Whether anybody takes real money here. */
export async function selectIsLive(handle: Handle): Promise<boolean> {
  const found = await firstRow<{ isLive: boolean }>(
    handle,
    sql`select exists (select from connections where mode = 'live' and status <> 'disconnected') as "isLive"`,
  );
  return found?.isLive ?? false;
}

export type KeyConfirmation = {
  readonly encryptionKeyId: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
};

export async function selectKeyConfirmation(
  handle: Handle,
  organizationId: string,
): Promise<KeyConfirmation | undefined> {
  return firstRow<KeyConfirmation>(
    handle,
    sql`
      select encryption_key_id as "encryptionKeyId", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"
      from key_confirmations where organization_id = ${organizationId}
    `,
  );
}

export async function saveKeyConfirmation(
  handle: Handle,
  organizationId: string,
  { encryptionKeyId, confirmedBy, confirmedAt }: KeyConfirmation,
): Promise<void> {
  await sql`
    insert into key_confirmations (organization_id, encryption_key_id, confirmed_by, confirmed_at)
    values (${organizationId}, ${encryptionKeyId}, ${confirmedBy}, ${confirmedAt})
    on conflict (organization_id) do update set encryption_key_id = excluded.encryption_key_id,
      confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at
  `.execute(handle);
}

export async function deleteKeyConfirmation(handle: Handle, organizationId: string): Promise<void> {
  await sql`delete from key_confirmations where organization_id = ${organizationId}`.execute(handle);
}

/** Connections that take new payments, in the merchant's order. */
export async function selectOffered(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<OfferedConnection[]> {
  return rows<OfferedConnection>(
    handle,
    sql`
      select id, provider, settings from connections
      where organization_id = ${organizationId} and mode = ${mode} and status = 'connected'
      order by position, id limit 20
    `,
  );
}
