import type { Handle } from '#platform/db/database.ts';
import { selectMembers } from './store.ts';

/** A step: the addresses of the team, whose owners have shown that they read them by coming in. */
export async function findTeamAddresses(
  handle: Handle,
  organizationId: string,
): Promise<ReadonlySet<string>> {
  const members = await selectMembers(handle, organizationId);
  return new Set(members.map(({ email }) => email));
}
