import { isDeepStrictEqual } from 'node:util';
import { requireOwnFactor } from '#merchants/factors/require-own-factor.ts';
import { type Acting, actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { OrganizationPatch } from '#platform/contract/organizations.ts';
import type { Handle } from '#platform/db/database.ts';
import { requireFreshProof } from '#platform/http/fresh-proof.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { keepImage } from '#platform/media/keep-image.ts';
import { getOrganization } from './find-organization.ts';
import { factsOfSeller } from './former-sellers.ts';
import { checkTaxId } from './legal-facts.ts';
import { listChanges } from './list-changes.ts';
import type { Organization } from './organization.ts';
import {
  applyOrganizationChanges,
  type OrganizationChanges,
  readOrganizationPatch,
} from './organization-changes.ts';
import { showOrganization } from './show-organization.ts';
import { insertFormerSeller, lockOrganization, updateOrganizationRow } from './store.ts';

type Changing = Acting & Pick<SessionCaller, 'userId' | 'role' | 'isProven'>;

/**
 * Changes the given settings and leaves the others; gives the organization as it is then.
 *
 * @throws 400 naming the field at fault, 403 `fresh_proof_required` when buyers could be sent to other
 *   sites or write to another address, or members need a second factor from now on or no more, 409 `second_factor_missing` for an owner without
 */
export async function updateOrganization(
  context: Context,
  caller: Changing,
  patch: OrganizationPatch,
): Promise<Organization> {
  // In a transaction also for whoever does this within one of theirs, which made the organization.
  const before = await context.database.transaction((tx) => getOrganization(tx, caller.organizationId));
  const wanted = readOrganizationPatch(patch, showOrganization(before));
  const changes = await keepingLogo(context, caller, wanted);
  return context.database.transaction(async (tx) => {
    const organization = await lockOrganization(tx, caller.organizationId);
    assert(organization, `There is no organization ${caller.organizationId}.`);
    const changed = applyOrganizationChanges(organization, changes);
    if (!changed) return organization;
    if (leadsToOthers(organization, changed)) requireFreshProof(caller);
    if (organization.requireSecondFactor !== changed.requireSecondFactor)
      await requireOwner(tx, caller, changed.requireSecondFactor);
    checkTaxId(organization, changed);
    const now = context.clock.now();
    const former = factsOfSeller(organization);
    if (!isDeepStrictEqual(former, factsOfSeller(changed)))
      await insertFormerSeller(tx, organization, former, now);
    await updateOrganizationRow(tx, changed, now);
    const details = listChanges(organization, changed);
    await recordAudit(tx, { ...actedBy(caller), action: 'organization.updated', details }, now);
    return changed;
  });
}

/** Only an owner who has a second factor asks the others for one. */
async function requireOwner(tx: Handle, caller: Changing, isAsked: boolean): Promise<void> {
  if (caller.role !== 'owner') {
    throw problem('insufficient_role', {
      detail: `Only an owner decides whether members need a second factor; yours is ${caller.role}.`,
    });
  }
  requireFreshProof(caller);
  if (isAsked) await requireOwnFactor(tx, caller.userId);
}

/** Whether other sites may send buyers on, or show pages of links, or buyers write to others, than before. */
function leadsToOthers(before: Organization, after: Organization): boolean {
  const listed = (organization: Organization) => [
    organization.allowedRedirectOrigins,
    organization.allowedEmbedOrigins,
    // Buyers may be sent back to the site of the organization without it being listed.
    organization.website,
    organization.contactEmail,
    organization.telegram,
    // Answers to receipts go there.
    organization.supportEmail,
  ];
  return !isDeepStrictEqual(listed(before), listed(after));
}

async function keepingLogo(
  context: Context,
  caller: Acting,
  changes: OrganizationChanges,
): Promise<OrganizationChanges> {
  if (changes.logoUrl === undefined) return changes;
  return { ...changes, logoUrl: await keepImage(context, caller, changes.logoUrl, 'branding.logo_url') };
}
