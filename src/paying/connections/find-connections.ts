import type { SecretKeys } from '#platform/config/keys.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Connection } from './connection.ts';
import type { Credentials } from './connector.ts';
import { unsealCredentials } from './credentials.ts';
import { selectConnectionById, selectCredentials } from './store.ts';

/** A step: the connection that a notification names by nothing but its id; disconnected ones too, for what began there. */
export async function findNotifiedConnection(
  handle: Handle,
  connectionId: string,
): Promise<Connection | undefined> {
  return selectConnectionById(handle, connectionId);
}

/**
 * A step: the credentials of a connection by field, to act with them at once; nobody keeps, logs or shows them.
 *
 * @throws when an encryption key is missing, or a text was altered or moved
 */
export async function openCredentials(
  handle: Handle,
  keys: SecretKeys,
  { organizationId, id, provider }: Pick<Connection, 'organizationId' | 'id' | 'provider'>,
): Promise<Credentials> {
  const sealed = await selectCredentials(handle, organizationId, [id]);
  return unsealCredentials(keys, sealed, { organizationId, connectionId: id, provider });
}
