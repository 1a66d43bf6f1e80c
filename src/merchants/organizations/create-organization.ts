import type { Handle } from '#platform/db/database.ts';
import { getOrganization } from './find-organization.ts';
import type { Organization } from './organization.ts';
import { insertOrganization } from './store.ts';

/** A step: makes an organization with the settings that every new one starts with. */
export async function createOrganization(
  tx: Handle,
  input: { id: string; name: string },
  now: Date,
): Promise<Organization> {
  await insertOrganization(tx, { id: input.id, name: input.name.trim() }, now);
  return getOrganization(tx, input.id);
}
