import type { Context } from '#platform/context.ts';
import type { DeliveryListQuery } from '#platform/contract/webhooks.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { type DeliveryRow, selectDeliveryPage } from './store.ts';

/** One page of what was sent to the endpoint of a mode, or will be; of one transaction, if the query names it. */
export async function listDeliveries(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId' | 'defaultMode'>,
  query: DeliveryListQuery,
): Promise<Page<DeliveryRow>> {
  const page = readPageRequest(query);
  const eventId = query.event_id === undefined ? undefined : parseId('evt', query.event_id);
  const transactionId = query.transaction === undefined ? undefined : parseId('TX', query.transaction);
  const isOfNone =
    (query.event_id !== undefined && !eventId) || (query.transaction !== undefined && !transactionId);
  if (isOfNone) return { rows: [] };
  const filter = {
    mode: query.mode ?? caller.defaultMode,
    status: query.status,
    eventType: query.event,
    eventId,
    transactionId,
  };
  return selectDeliveryPage(context.database.handle, caller.organizationId, filter, page);
}
