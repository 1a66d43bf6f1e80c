import { receiveNotification } from '#paying/checkouts/receive-notification.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { runEach } from '#platform/jobs/run-each.ts';
import { showPayment } from './sandbox-provider.ts';
import { claimDueNotifications, markNotified } from './store.ts';

const batch = 50;

/** Sends the sandbox's notifications when they are due, by the way that a live provider's take. */
export const sandboxNotificationJob: Job<PayingContext> = {
  name: 'sandbox-notifications',
  pollIntervalMs: 250,
  runDue: async (context) => {
    const due = await claimDueNotifications(context.database, batch, context.clock.offsetMs);
    return runEach(context.log, 'sandbox-notifications', due, async (payment) => {
      await receiveNotification(context, 'sandbox', {
        organizationId: payment.organizationId,
        attemptId: payment.idempotencyKey,
        payment: showPayment(payment, context.config),
      });
      await markNotified(context.database, payment, payment, payment.leaseUntil);
    });
  },
};
