import type { Acting } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { notFound } from '#platform/contract/errors.ts';
import { recordWebhookChange } from './record-webhook-change.ts';
import { createSecret, encryptSecret, overlapMs } from './secret.ts';
import { lockEndpoint, readNow, saveEndpoint } from './store.ts';

/**
 * Gives the endpoint a new secret. The one before it signs beside it for a day; one that still did is dropped.
 *
 * @throws 404 when the mode has no endpoint
 */
export async function rotateSecret(
  context: Context,
  caller: Acting,
  mode: Mode,
): Promise<{ secret: string; previousSecretExpiresAt: Date }> {
  const owner = { organizationId: caller.organizationId, mode };
  const secret = createSecret();
  const encrypted = encryptSecret(context.config.encryptionKeys, secret, owner);
  return context.database.transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, owner.organizationId, mode);
    if (!endpoint) throw notFound('webhook endpoint');
    const now = await readNow(tx, context.clock.offsetMs);
    const previousSecretExpiresAt = new Date(now.getTime() + overlapMs);
    await saveEndpoint(tx, {
      ...endpoint,
      secret: encrypted,
      previousSecret: endpoint.secret,
      previousSecretExpiresAt,
      updatedAt: now,
    });
    await recordWebhookChange(tx, caller, 'webhook.secret_rotated', mode, {}, now);
    return { secret, previousSecretExpiresAt };
  });
}
