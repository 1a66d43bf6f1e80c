import { type NewEvent, recordEvents } from '#messaging/events/record-event.ts';
import { failPendingDeliveries } from '#messaging/webhooks/deliveries/fail-pending-deliveries.ts';
import type { NewAuditEntry } from '#platform/audit/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import { scheduleTask } from '#platform/jobs/tasks.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Endpoint } from './endpoint.ts';
import { lockEndpoint, saveEndpoint } from './store.ts';

/** What the event `webhook.endpoint_failing` tells. */
export type EndpointFailing = {
  readonly url: string;
  readonly reason: 'retries_exhausted' | 'gone';
  readonly delivery_id: string;
  readonly event_id: string;
  readonly event: string;
  readonly error: string;
  readonly mode: Mode;
  /** RFC 3339. */
  readonly at: string;
};

/** A delivery that was given up. */
export type GivenUp = Pick<Endpoint, 'organizationId' | 'mode'> & {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly url: string;
  readonly reason: 'retries_exhausted' | 'gone';
  readonly error: string;
};

/**
 * A step: after a delivery was given up, tells the house (`webhook.endpoint_failing`) and has it mailed, once until a
 * delivery succeeds again. Disables an endpoint that said it is gone, unless it was moved elsewhere meanwhile.
 *
 * @returns what the audit log is to say of it, at the end of the transaction
 */
export async function reportFailure(
  tx: Handle,
  context: Context,
  failure: GivenUp,
  now: Date,
): Promise<NewAuditEntry[]> {
  const endpoint = await lockEndpoint(tx, failure.organizationId, failure.mode);
  if (!endpoint?.enabled) return [];
  const isGone = failure.reason === 'gone' && endpoint.url === failure.url;
  if (endpoint.failingSince && !isGone) return [];
  await saveEndpoint(tx, {
    ...endpoint,
    failingSince: endpoint.failingSince ?? now,
    ...(isGone ? { enabled: false, disabledReason: 'gone' as const } : {}),
    updatedAt: isGone ? now : endpoint.updatedAt,
  });
  if (isGone) {
    await failPendingDeliveries(tx, failure, 'The endpoint was disabled, because it answered 410.', now);
  }
  const event = failingEvent(context, failure, now);
  await recordEvents(tx, [event], now);
  const { organizationId } = failure;
  await scheduleTask(tx, { kind: 'mail-endpoint-failing', organizationId, subjectId: event.id, dueAt: now });
  return isGone ? [disabledEntry(endpoint)] : [];
}

function disabledEntry({ organizationId, mode, url }: Endpoint): NewAuditEntry {
  const details = { mode, fields: ['enabled'], origin: new URL(url).origin, enabled: false, reason: 'gone' };
  const actor = { type: 'system', id: null } as const;
  return { organizationId, actor, action: 'webhook.updated', target: { type: 'webhook', id: mode }, details };
}

function failingEvent(context: Context, failure: GivenUp, now: Date): NewEvent {
  const body: EndpointFailing = {
    url: failure.url,
    reason: failure.reason,
    delivery_id: failure.deliveryId,
    event_id: formatId('evt', failure.eventId),
    event: failure.eventType,
    error: failure.error,
    mode: failure.mode,
    at: formatInstant(now),
  };
  return {
    id: uuidv7(context.clock.now()),
    organizationId: failure.organizationId,
    mode: failure.mode,
    type: 'webhook.endpoint_failing',
    isPublic: false,
    body: JSON.stringify(body),
  };
}
