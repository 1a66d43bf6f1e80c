import type { Context } from '#platform/context.ts';
import type { OrganizationPatch } from '#platform/contract/organizations.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Organization } from './organization.ts';
import { applyOrganizationChanges, readOrganizationPatch } from './organization-changes.ts';
import { lockOrganization, updateOrganizationRow } from './store.ts';

/** Changes the given settings and leaves the others; gives the organization as it is then. */
export async function updateOrganization(
  context: Context,
  caller: SessionCaller,
  patch: OrganizationPatch,
): Promise<Organization> {
  const changes = readOrganizationPatch(patch);
  return context.database.transaction(async (tx) => {
    const organization = await lockOrganization(tx, caller.organizationId);
    assert(organization, `There is no organization ${caller.organizationId}.`);
    const changed = applyOrganizationChanges(organization, changes);
    if (!changed) return organization;
    await updateOrganizationRow(tx, changed, context.clock.now());
    return changed;
  });
}
