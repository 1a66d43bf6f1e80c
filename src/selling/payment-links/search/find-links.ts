import type { Handle } from '#platform/db/database.ts';
import type { IdWindow, PageRequest } from '#platform/db/page.ts';
import type { LinkFilter } from '../stored-link.ts';
import { selectIdWindow, selectLinkIds } from './store.ts';

export { followsFromTime } from './store.ts';

/** Which links a page shows, newest first, and one more to see whether the list goes on. */
export async function findLinkIds(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  now: Date | undefined,
): Promise<string[]> {
  return selectLinkIds(handle, organizationId, filter, page, now);
}

/** The same for exports, window by window, so that no single statement has to read the whole table. */
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
