import { whatIsTold } from '#messaging/events/told.ts';
import type { PublicEventType } from '#platform/contract/events.ts';
import type { DeliveryAnswer, DeliveryAttempt } from '#platform/contract/webhooks.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { type AttemptRecord, plannedAttempts } from './delivery.ts';
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
    ...whatIsTold(delivery),
    attempts: delivery.attempts.map(showAttempt),
    next_attempt_at: delivery.dueAt && formatInstant(delivery.dueAt),
    planned_attempts: delivery.dueAt
      ? plannedAttempts(delivery.attempts.length, delivery.dueAt).map(formatInstant)
      : [],
    request: delivery.request && { ...delivery.request, ...cut(delivery.body) },
    response: delivery.response,
    created_at: formatInstant(delivery.createdAt),
    finished_at: delivery.finishedAt && formatInstant(delivery.finishedAt),
  };
}

export function showAttempt({ at, ...attempt }: AttemptRecord): DeliveryAttempt {
  return { attempted_at: at, ...attempt };
}

function cut(body: string): { body: string; is_cut: boolean } {
  const bytes = Buffer.from(body);
  if (bytes.length <= shownBytes) return { body, is_cut: false };
  return { body: bytes.subarray(0, shownBytes).toString('utf8'), is_cut: true };
}
