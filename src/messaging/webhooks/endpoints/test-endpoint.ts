import { recordEvents } from '#messaging/events/record-event.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { WebhookTestEvent } from '#platform/contract/events.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { endpointDisabled } from './endpoint.ts';
import { recordWebhookChange } from './record-webhook-change.ts';
import { readNow, selectEndpoint } from './store.ts';

/**
 * Writes an event that says nothing, so that it takes the way of every other one, retries included.
 *
 * @returns the id of the event
 * @throws 409 `webhook_disabled`
 */
export async function testEndpoint(context: Context, caller: Acting, mode: Mode): Promise<string> {
  const { organizationId } = caller;
  const id = uuidv7(context.clock.now());
  const eventId = formatId('evt', id);
  await context.database.transaction(async (tx) => {
    const endpoint = await selectEndpoint(tx, organizationId, mode);
    if (!endpoint?.enabled) throw endpointDisabled();
    const now = await readNow(tx, context.clock.offsetMs);
    const payload: WebhookTestEvent = {
      event: 'webhook.test',
      event_id: eventId,
      mode,
      created_at: formatInstant(now),
      message: 'The endpoint can be reached. Nothing happened in your account.',
    };
    const body = JSON.stringify(payload);
    await recordEvents(tx, [{ id, organizationId, mode, type: 'webhook.test', isPublic: true, body }], now);
    await recordWebhookChange(tx, caller, 'webhook.tested', mode, { event_id: eventId }, now);
  });
  context.wakeJobs('relay-events');
  return eventId;
}
