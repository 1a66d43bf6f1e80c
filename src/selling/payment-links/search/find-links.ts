import type { LinkSortKey } from '#platform/contract/payment-links.ts';
import type { Handle } from '#platform/db/database.ts';
import type { IdWindow, PageRequest } from '#platform/db/page.ts';
import type { SortedPageRequest, SortedPlace } from '#platform/db/sorted-page.ts';
import type { LinkFilter, PaymentLink } from '../stored-link.ts';
import { selectIdWindow, selectLinkPage, selectSortedPlaces } from './store.ts';

/** The links that a page shows, in its order, and one more to see whether the list goes on. */
export async function findLinkPage(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  offsetMs: number,
): Promise<PaymentLink[]> {
  return selectLinkPage(handle, organizationId, filter, page, offsetMs);
}

/** The places that a page of a sorted list shows, in its order, and one more to see whether the list goes on. */
export async function findSortedPlaces(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  sortKey: LinkSortKey,
  page: SortedPageRequest,
  offsetMs: number,
): Promise<SortedPlace[]> {
  return selectSortedPlaces(handle, organizationId, filter, sortKey, page, offsetMs);
}

/** Their ids, for exports, window by window, so that no single statement has to read the whole table. */
export async function findLinkIdWindow(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  now: Date,
  size: number,
  after: string | undefined,
): Promise<IdWindow> {
  return selectIdWindow(handle, organizationId, filter, now, size, after);
}
