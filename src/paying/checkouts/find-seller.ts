import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { findLinkSnapshot } from '#selling/payment-links/find-link-snapshot.ts';
import { getStoredLink } from '#selling/payment-links/find-payment-links.ts';

export type Seller = {
  readonly organization: Organization;
  readonly mode: Mode;
  readonly expiresAt: Date | null;
};

/** Who sold through a link that can no longer be paid, for the page that says so; undefined for an unknown link. */
export async function findSeller(context: PayingContext, linkId: string): Promise<Seller | undefined> {
  const snapshot = await findLinkSnapshot(context, linkId);
  if (!snapshot) return undefined;
  return context.database.transaction(async (tx) => {
    const link = await getStoredLink(tx, context, snapshot.organizationId, linkId);
    const organization = await getOrganization(tx, snapshot.organizationId);
    return { organization, mode: snapshot.mode, expiresAt: link.expiresAt };
  });
}
