import type { PayingContext } from '#paying/context.ts';
import type { ProviderNotification } from '#paying/providers/port.ts';
import { settleAttempt } from './settle-attempt.ts';
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
  if (attempt?.provider === providerName) await settleAttempt(context, attempt, notification.payment);
}
