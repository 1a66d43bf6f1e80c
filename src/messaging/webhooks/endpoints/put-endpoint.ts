import { isDeepStrictEqual } from 'node:util';
import type { MessagingContext } from '#messaging/context.ts';
import { stampAll } from '#messaging/events/stamp-events.ts';
import { failPendingDeliveries } from '#messaging/webhooks/deliveries/fail-pending-deliveries.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { WebhookPut } from '#platform/contract/webhooks.ts';
import { readCommitted } from '#platform/db/read-committed.ts';
import { requireFreshProof } from '#platform/http/fresh-proof.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { OutboundFailure } from '#platform/net/outbound-failure.ts';
import { type Endpoint, invalidUrl, readEndpointUrl } from './endpoint.ts';
import { recordWebhookChange } from './record-webhook-change.ts';
import { createSecret, encryptSecret } from './secret.ts';
import { lockEndpoint, readNow, saveEndpoint } from './store.ts';

/**
 * Sets the endpoint of a mode. It hears of what is committed from now on; what was committed before can be pulled.
 *
 * @returns the endpoint, and its secret if this made it
 * @throws 400 naming `url` when it may not be sent to, 403 `fresh_proof_required` when it leads elsewhere
 */
export async function putEndpoint(
  context: MessagingContext,
  caller: Acting & Pick<SessionCaller, 'isProven'>,
  mode: Mode,
  input: WebhookPut,
): Promise<{ endpoint: Endpoint; secret?: string }> {
  const url = readEndpointUrl(input.url, mode);
  await refuseInnerAddress(context, url);
  const owner = { organizationId: caller.organizationId, mode };
  const secret = createSecret();
  const encrypted = encryptSecret(context.config.encryptionKeys, secret, owner);
  return context.database.transaction(async (tx) => {
    await readCommitted(tx);
    const before = await lockEndpoint(tx, owner.organizationId, mode);
    if (leadsElsewhere(before, url, input.enabled)) requireFreshProof(caller);
    const now = await readNow(tx, context.clock.offsetMs);
    const isNewlyEnabled = input.enabled && !before?.enabled;
    const endpoint: Endpoint = {
      ...(before ?? { ...owner, ...newEndpoint, secret: encrypted, createdAt: now }),
      url: url.href,
      enabled: input.enabled,
      events: input.events ? [...new Set(input.events)] : null,
      afterPosition: isNewlyEnabled
        ? await stampAll(tx, context, owner.organizationId)
        : (before?.afterPosition ?? 0n),
      disabledReason: input.enabled ? null : before?.enabled === false ? before.disabledReason : 'merchant',
      failingSince: isNewlyEnabled ? null : (before?.failingSince ?? null),
      updatedAt: now,
    };
    await saveEndpoint(tx, endpoint);
    if (before?.enabled && !endpoint.enabled) {
      await failPendingDeliveries(tx, owner, 'The endpoint was disabled.', now);
    }
    const details = {
      fields: changedFields(before, endpoint),
      // Only the origin: merchants put tokens into paths and queries.
      origin: url.origin,
      enabled: endpoint.enabled,
    };
    await recordWebhookChange(tx, caller, 'webhook.updated', mode, details, now);
    return before ? { endpoint } : { endpoint, secret };
  });
}

/** Whether events go from now on to where they did not go before; switching off or choosing types asks for nothing. */
function leadsElsewhere(before: Endpoint | undefined, url: URL, isEnabled: boolean): boolean {
  return before?.url !== url.href || (isEnabled && !before.enabled);
}

function changedFields(before: Endpoint | undefined, after: Endpoint): string[] {
  const settings = ['url', 'enabled', 'events'] as const;
  return settings.filter((name) => !before || !isDeepStrictEqual(before[name], after[name]));
}

const newEndpoint = { previousSecret: null, previousSecretExpiresAt: null };

/** Tells at once what every delivery would run into; a name without address may get one later. */
async function refuseInnerAddress(context: MessagingContext, url: URL): Promise<void> {
  try {
    await context.outbound.check(url);
  } catch (error) {
    if (error instanceof OutboundFailure && error.reason === 'refused_address') {
      throw invalidUrl(`Give url as an address on the public internet. ${error.message}`, error);
    }
    if (!(error instanceof OutboundFailure)) throw error;
  }
}
