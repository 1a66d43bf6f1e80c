import type { MessagingContext } from '#messaging/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import { type EventListQuery, searchedEvents } from '#platform/contract/events.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { stampWhereNoRelay } from './list-events.ts';
import { type EventRow, type EventSearch, selectEvent, selectEventPage } from './store.ts';

type Reader = Pick<SessionCaller, 'organizationId' | 'defaultMode'>;

/** One page of the organization's events of a mode, newest first. */
export async function searchEvents(
  context: MessagingContext,
  caller: Reader,
  query: EventListQuery,
): Promise<Page<EventRow>> {
  const page = readPageRequest(query);
  await stampWhereNoRelay(context, caller.organizationId);
  const filter = { mode: query.mode ?? caller.defaultMode, type: query.event, search: readSearch(query.q) };
  return selectEventPage(context.database.handle, caller.organizationId, filter, page);
}

/**
 * One event of the organization, in either mode.
 *
 * @throws 404
 */
export async function getEvent(context: MessagingContext, caller: Reader, id: string): Promise<EventRow> {
  const eventId = parseId('evt', id);
  const event = eventId && (await selectEvent(context.database.handle, caller.organizationId, eventId));
  if (!event) throw notFound('event');
  return event;
}

function readSearch(typed: string | undefined): EventSearch | undefined {
  const text = typed?.trim() ?? '';
  if (text === '') return undefined;
  const [id, transactionId] = [parseId('evt', text), parseId('TX', text)];
  if (id) return { by: 'id', id };
  if (transactionId) return { by: 'transaction', transactionId };
  return { by: 'text', text, among: searchedEvents };
}
