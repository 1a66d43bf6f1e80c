import { findOrganization } from '#merchants/organizations/find-organization.ts';
import { isAtLeast } from '#platform/contract/roles.ts';
import type { Handle } from '#platform/db/database.ts';
import { selectMembers } from './store.ts';

/** A step: who reads what is mailed to an organization: its contact address, else its owners and admins. */
export async function findNoticeRecipients(handle: Handle, organizationId: string): Promise<string[]> {
  const organization = await findOrganization(handle, organizationId);
  if (organization?.contactEmail) return [organization.contactEmail];
  const members = await selectMembers(handle, organizationId);
  return members.filter(({ role }) => isAtLeast(role, 'admin')).map(({ email }) => email);
}
