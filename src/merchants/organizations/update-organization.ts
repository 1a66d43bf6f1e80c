import type { Context } from '#platform/context.ts';
import type { OrganizationPatch } from '#platform/contract/organizations.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { actedBy, recordAudit } from '#telling/audit/record-audit.ts';
import { keepImage } from '#telling/media/keep-image.ts';
import { listChanges } from './list-changes.ts';
import type { Organization } from './organization.ts';
import {
  applyOrganizationChanges,
  type OrganizationChanges,
  readOrganizationPatch,
} from './organization-changes.ts';
import { lockOrganization, updateOrganizationRow } from './store.ts';

/** Changes the given settings and leaves the others; gives the organization as it is then. */
export async function updateOrganization(
  context: Context,
  caller: SessionCaller,
  patch: OrganizationPatch,
): Promise<Organization> {
  const changes = await keepingLogo(context, readOrganizationPatch(patch));
  return context.database.transaction(async (tx) => {
    const organization = await lockOrganization(tx, caller.organizationId);
    assert(organization, `There is no organization ${caller.organizationId}.`);
    const changed = applyOrganizationChanges(organization, changes);
    if (!changed) return organization;
    const now = context.clock.now();
    await updateOrganizationRow(tx, changed, now);
    const details = listChanges(organization, changed);
    await recordAudit(tx, { ...actedBy(caller), action: 'organization.updated', details }, now);
    return changed;
  });
}

async function keepingLogo(context: Context, changes: OrganizationChanges): Promise<OrganizationChanges> {
  if (changes.logoUrl === undefined) return changes;
  return { ...changes, logoUrl: await keepImage(context, changes.logoUrl, 'branding.logo_url') };
}
