import type { Handle } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Organization } from './organization.ts';
import { selectOrganization } from './store.ts';

/** A step for other rooms: the organization with all its settings, read through their handle. */
export async function findOrganization(
  handle: Handle,
  organizationId: string,
): Promise<Organization | undefined> {
  return selectOrganization(handle, organizationId);
}

/** The organization of somebody who is signed in: it exists, because their session refers to it. */
export async function getOrganization(handle: Handle, organizationId: string): Promise<Organization> {
  const organization = await selectOrganization(handle, organizationId);
  assert(organization, `There is no organization ${organizationId}.`);
  return organization;
}
