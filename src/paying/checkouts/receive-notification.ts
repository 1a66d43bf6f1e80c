import type { PayingContext } from '#paying/context.ts';
import type { ProviderNotification } from '#paying/providers/port.ts';
import { applyProviderResult } from './apply-provider-result.ts';
import { findAttempt } from './store.ts';

/** Takes what a provider tells by itself. One about an attempt that is not this provider's is ignored. */
export async function receiveNotification(
  context: PayingContext,
  providerName: string,
  notification: ProviderNotification,
): Promise<void> {
  const attempt = await findAttempt(
    context.database.handle,
    notification.organizationId,
    notification.attemptId,
  );
  if (attempt?.provider === providerName) await applyProviderResult(context, attempt, notification.payment);
}
