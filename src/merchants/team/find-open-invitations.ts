import type { Handle } from '#platform/db/database.ts';
import { type OpenInvitation, selectInvitationsOf } from './store.ts';

/** A step: the invitations of these organizations for these addresses that were neither used, replaced nor withdrawn. */
export async function findOpenInvitations(
  handle: Handle,
  invited: readonly { readonly organizationId: string; readonly to: string }[],
): Promise<OpenInvitation[]> {
  return invited.length === 0 ? [] : selectInvitationsOf(handle, invited);
}
