import type { Context } from '#platform/context.ts';
import type { DeliveryListQuery } from '#platform/contract/webhooks.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { type DeliveryRow, selectDeliveryPage } from './store.ts';

/** One page of what was sent to the endpoint of a mode, or will be. */
export async function listDeliveries(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId' | 'defaultMode'>,
  query: DeliveryListQuery,
): Promise<Page<DeliveryRow>> {
  const filter = { mode: query.mode ?? caller.defaultMode, status: query.status };
  return selectDeliveryPage(context.database.handle, caller.organizationId, filter, readPageRequest(query));
}
