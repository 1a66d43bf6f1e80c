import type { PayingContext } from '#paying/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { taskJob } from '#platform/jobs/tasks.ts';
import { cancelForLink, expireCheckout } from './close-checkout.ts';
import { resolveAttempt } from './resolve-attempt.ts';
import {
  claimDueAttempts,
  claimDueCheckouts,
  clearDue,
  isLinkClosed,
  listUnfinishedOfLink,
} from './store.ts';

const batch = 50;

/** Closes checkouts whose time is over and finishes what the start statement left of lapsed ones. */
export const expireCheckoutsJob: Job<PayingContext> = {
  name: 'expire-checkouts',
  pollIntervalMs: 1_000,
  runDue: async (context) => {
    const due = await claimDueCheckouts(context.database.handle, batch, context.clock.offsetMs);
    await Promise.all(
      due.map(async (checkout) => {
        const isFinished = await expireCheckout(context, checkout);
        if (isFinished) await clearDue(context.database.handle, checkout.organizationId, checkout.checkoutId);
      }),
    );
    return due.length;
  },
};

/** Asks providers about attempts that stay undecided: after a crash, a lost answer, or a lost notification. */
export const resolveAttemptsJob: Job<PayingContext> = {
  name: 'resolve-attempts',
  pollIntervalMs: 500,
  runDue: async (context) => {
    const due = await claimDueAttempts(context.database.handle, batch, context.clock.offsetMs);
    await Promise.all(due.map((attempt) => resolveAttempt(context, attempt)));
    return due.length;
  },
};

const page = 100;

/** Closes the open checkouts of a link that was switched off; those being paid are decided first. */
export const closeLinkCheckoutsJob: Job<PayingContext> = taskJob(
  'close-link-checkouts',
  async (context, task) => {
    const { organizationId, subjectId: paymentLinkId } = task;
    for (;;) {
      if (!(await isLinkClosed(context.database.handle, organizationId, paymentLinkId))) return;
      const ids = await listUnfinishedOfLink(context.database.handle, organizationId, paymentLinkId, page);
      const closed = await Promise.all(
        ids.map((checkoutId) => cancelForLink(context, { organizationId, checkoutId, paymentLinkId })),
      );
      // What is still being paid is closed by its own decision, because the link is closed.
      if (ids.length < page || !closed.includes(true)) return;
    }
  },
);

export const checkoutJobs: readonly Job<PayingContext>[] = [
  expireCheckoutsJob,
  resolveAttemptsJob,
  closeLinkCheckoutsJob,
];
