import type { StampedEvent } from '#messaging/events/event.ts';
import { wantsEvent } from '#messaging/webhooks/endpoints/endpoint.ts';
import { findEnabledEndpoints } from '#messaging/webhooks/endpoints/find-endpoints.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { insertDeliveries, type NewDelivery } from './store.ts';

/** A step: leaves a delivery for each endpoint that wants one of these events, due at once. */
export async function createDeliveries(
  tx: Handle,
  context: Context,
  events: readonly StampedEvent[],
): Promise<void> {
  const organizationIds = [...new Set(events.map((event) => event.organizationId))];
  const endpoints = await findEnabledEndpoints(tx, organizationIds);
  if (endpoints.length === 0) return;
  const byOwner = new Map(
    endpoints.map((endpoint) => [`${endpoint.organizationId}:${endpoint.mode}`, endpoint]),
  );
  const now = context.clock.now();
  const deliveries = events.flatMap((event): NewDelivery[] => {
    const endpoint = byOwner.get(`${event.organizationId}:${event.mode}`);
    if (!endpoint || !wantsEvent(endpoint, event)) return [];
    const { organizationId, mode, id: eventId, type: eventType } = event;
    return [{ id: uuidv7(now), organizationId, mode, eventId, eventType, isResend: false }];
  });
  if (deliveries.length > 0) await insertDeliveries(tx, deliveries, context.clock.offsetMs);
}
