import { failPendingDeliveries } from '#messaging/webhooks/deliveries/fail-pending-deliveries.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { notFound } from '#platform/contract/errors.ts';
import { recordWebhookChange } from './record-webhook-change.ts';
import { deleteEndpoint, lockEndpoint, readNow } from './store.ts';

/**
 * Forgets the endpoint of a mode with its secrets. What waited for it is given up; one that is set later begins anew.
 *
 * @throws 404 when the mode has no endpoint
 */
export async function removeEndpoint(context: Context, caller: Acting, mode: Mode): Promise<void> {
  const owner = { organizationId: caller.organizationId, mode };
  await context.database.transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, owner.organizationId, mode);
    if (!endpoint) throw notFound('webhook endpoint');
    const now = await readNow(tx, context.clock.offsetMs);
    await failPendingDeliveries(tx, owner, 'The endpoint was removed.', now);
    await deleteEndpoint(tx, owner.organizationId, mode);
    const details = { origin: new URL(endpoint.url).origin };
    await recordWebhookChange(tx, caller, 'webhook.removed', mode, details, now);
  });
}
