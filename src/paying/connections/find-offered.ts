import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import { selectOffered } from './store.ts';
import type { OfferedConnection } from './way.ts';

/** With whom an organization can be paid in a mode right now, beside what needs no connection. */
export async function findOffered(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<OfferedConnection[]> {
  return selectOffered(handle, organizationId, mode);
}
