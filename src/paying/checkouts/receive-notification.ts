import type { PayingContext } from '#paying/context.ts';
import type { NotifiedConnection, ProviderNotification } from '#paying/providers/port.ts';
import { applyProviderResult } from './apply-provider-result.ts';
import { findAttempt } from './store.ts';

/**
 * Takes what a provider tells by itself. One about an attempt that is not this provider's, or not of the connection that it was
 * sent to, is ignored.
 *
 * @param at null for a provider that needs no connection
 * @returns whether it was about a payment of ours
 */
export async function receiveNotification(
  context: PayingContext,
  providerName: string,
  { organizationId, attemptId, payment }: ProviderNotification,
  at: NotifiedConnection | null = null,
): Promise<boolean> {
  if (at && at.organizationId !== organizationId) return false;
  const attempt = await findAttempt(context.database.handle, organizationId, attemptId);
  if (attempt?.provider !== providerName || attempt.connectionId !== (at?.connectionId ?? null)) return false;
  await applyProviderResult(context, attempt, payment);
  return true;
}
