import { findOrganization } from '#merchants/organizations/find-organization.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import type { Handle } from '#platform/db/database.ts';
import { CommandError } from './command.ts';
import { readOrganizationId } from './read-options.ts';

/** The organization that a line names by its id; throws a sentence for the operator when there is none. */
export async function getOrganization(handle: Handle, publicId: string): Promise<Organization> {
  const organization = await findOrganization(handle, readOrganizationId(publicId));
  if (organization) return organization;
  throw new CommandError(`There is no organization ${publicId}: \`organization list\` shows them all.`);
}
