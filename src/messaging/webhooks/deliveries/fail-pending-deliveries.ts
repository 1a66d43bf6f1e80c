import type { Endpoint } from '#messaging/webhooks/endpoints/endpoint.ts';
import type { Handle } from '#platform/db/database.ts';
import { failPending } from './store.ts';

/** A step: gives up what still waits for an endpoint that is disabled; each can be resent by hand. */
export async function failPendingDeliveries(
  tx: Handle,
  endpoint: Pick<Endpoint, 'organizationId' | 'mode'>,
  error: string,
  now: Date,
): Promise<void> {
  await failPending(tx, endpoint, { at: now.toISOString(), status: null, error, duration_ms: 0 }, now);
}
