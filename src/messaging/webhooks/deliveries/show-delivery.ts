import type { PublicEventType } from '#platform/contract/events.ts';
import type { DeliveryAnswer } from '#platform/contract/webhooks.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { shownBytes } from './send-delivery.ts';
import type { DeliveryRow } from './store.ts';

/** A delivery for its merchant, with the last request and what was answered to it. */
export function showDelivery(delivery: DeliveryRow): DeliveryAnswer {
  return {
    id: delivery.id,
    event_id: formatId('evt', delivery.eventId),
    event: delivery.eventType as PublicEventType,
    mode: delivery.mode,
    status: delivery.status,
    is_resend: delivery.isResend,
    attempts: delivery.attempts.map(({ at, ...attempt }) => ({ attempted_at: at, ...attempt })),
    next_attempt_at: delivery.dueAt && formatInstant(delivery.dueAt),
    request: delivery.request && { ...delivery.request, ...cut(delivery.body) },
    response: delivery.response,
    created_at: formatInstant(delivery.createdAt),
    finished_at: delivery.finishedAt && formatInstant(delivery.finishedAt),
  };
}

function cut(body: string): { body: string; is_cut: boolean } {
  const bytes = Buffer.from(body);
  if (bytes.length <= shownBytes) return { body, is_cut: false };
  return { body: bytes.subarray(0, shownBytes).toString('utf8'), is_cut: true };
}
