import type { Handle } from '#platform/db/database.ts';
import type { FormerSeller, Organization, SellerFacts } from './organization.ts';
import { showLegal } from './show-organization.ts';
import { selectFormerSellers } from './store.ts';

export function factsOfSeller(organization: Organization): SellerFacts {
  const { name, website, timeZone } = organization;
  return { name, ...showLegal(organization), website, time_zone: timeZone };
}

/** A step for other rooms: what the seller was until it was changed, for each change after `since`, the earliest first. */
export async function findFormerSellers(
  handle: Handle,
  organizationId: string,
  since: Date,
): Promise<FormerSeller[]> {
  return selectFormerSellers(handle, organizationId, since);
}

/** The seller at a moment; `undefined` when nothing was changed since, so that it is the one of today. */
export function sellerAt(former: readonly FormerSeller[], moment: Date): SellerFacts | undefined {
  return former.find(({ until }) => until > moment)?.seller;
}
