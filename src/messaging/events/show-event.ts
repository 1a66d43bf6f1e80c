import type { EventAnswer, PublicEventType } from '#platform/contract/events.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { EventRow } from './store.ts';
import { whatIsTold } from './told.ts';

/** An event for its merchant to look at. */
export function showEvent(event: EventRow): EventAnswer {
  return {
    id: formatId('evt', event.id),
    position: Number(event.position),
    event: event.type as PublicEventType,
    mode: event.mode,
    ...whatIsTold(event),
    body: event.body,
    created_at: formatInstant(event.createdAt),
  };
}
