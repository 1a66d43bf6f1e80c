import { findLatestOfTransaction } from '#messaging/events/find-event.ts';
import { endpointDisabled } from '#messaging/webhooks/endpoints/endpoint.ts';
import { findEndpoint } from '#messaging/webhooks/endpoints/find-endpoints.ts';
import { recordWebhookChange } from '#messaging/webhooks/endpoints/record-webhook-change.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId, isUuid, uuidv7 } from '#platform/kit/ids.ts';
import { insertDeliveries, selectDelivery } from './store.ts';

/**
 * Sends the event of a delivery once more, under a new delivery id and to the endpoint as it is now.
 *
 * @returns the id of the new delivery
 * @throws 404; 409 `webhook_disabled`
 */
export async function resendDelivery(context: Context, caller: Acting, deliveryId: string): Promise<string> {
  const { organizationId } = caller;
  const id = await context.database.transaction(async (tx) => {
    const delivery = isUuid(deliveryId) ? await selectDelivery(tx, organizationId, deliveryId) : undefined;
    if (!delivery) throw notFound('webhook delivery');
    const { mode, eventId, eventType } = delivery;
    return addResend(tx, context, caller, { organizationId, mode, eventId, eventType });
  });
  context.wakeJobs('send-webhooks');
  return id;
}

/**
 * Sends the newest event about a transaction of the organization once more.
 *
 * @returns the id of the new delivery
 * @throws 404 when nothing was told about it; 409 `webhook_disabled`
 */
export async function resendLatestOfTransaction(
  context: Context,
  caller: Acting,
  transactionId: string,
): Promise<string> {
  const { organizationId } = caller;
  const id = await context.database.transaction(async (tx) => {
    const event = await findLatestOfTransaction(tx, organizationId, transactionId);
    if (!event) throw notFound('event about this transaction');
    const { mode, id: eventId, type: eventType } = event;
    return addResend(tx, context, caller, { organizationId, mode, eventId, eventType });
  });
  context.wakeJobs('send-webhooks');
  return id;
}

async function addResend(
  tx: Handle,
  context: Context,
  caller: Acting,
  event: { organizationId: string; mode: Mode; eventId: string; eventType: string },
): Promise<string> {
  const endpoint = await findEndpoint(tx, event.organizationId, event.mode);
  if (!endpoint?.enabled) throw endpointDisabled();
  const id = uuidv7(context.clock.now());
  await insertDeliveries(tx, [{ ...event, id, isResend: true }], context.clock.offsetMs);
  const details = { event_id: formatId('evt', event.eventId), delivery_id: id };
  const now = context.clock.now();
  await recordWebhookChange(tx, caller, 'webhook.delivery_resent', event.mode, details, now);
  return id;
}
