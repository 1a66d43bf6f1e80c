import type { PayingContext } from '#paying/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { runEach } from '#platform/jobs/run-each.ts';
import { scheduleTask, taskJob } from '#platform/jobs/tasks.ts';
import { cancelForLink, closeWithLink, expireCheckout } from './close-checkout.ts';
import { resolveAttempt } from './resolve-attempt.ts';
import {
  claimDueAttempts,
  claimDueCheckouts,
  clearDue,
  findLinkClosing,
  listUnfinishedOfLink,
} from './store.ts';

const batch = 50;

/** Closes checkouts whose time is over and finishes what the start statement left of lapsed ones. */
export const expireCheckoutsJob: Job<PayingContext> = {
  name: 'expire-checkouts',
  pollIntervalMs: 1_000,
  runDue: async (context) => {
    const due = await claimDueCheckouts(context.database.handle, batch, context.clock.offsetMs);
    return runEach(context.log, 'expire-checkouts', due, async (checkout) => {
      const isFinished = await expireCheckout(context, checkout);
      if (isFinished) await clearDue(context.database.handle, checkout.organizationId, checkout.checkoutId);
    });
  },
};

/**
 * Gives back what was started for somebody who was told that the outcome is not known, and did not come back. Each
 * process does that for its own callers, whether or not it does other due work.
 */
export const giveBackLateStartsJob: Job<PayingContext> = {
  name: 'give-back-late-starts',
  pollIntervalMs: 1_000,
  runDue: async (context) => {
    const late = await context.hotPath.lateStarts.take();
    return runEach(context.log, 'give-back-late-starts', late, async (row) => {
      const { organizationId, checkoutId, paymentLinkId } = row;
      await cancelForLink(context, { organizationId, checkoutId, paymentLinkId }).catch((error: unknown) => {
        // Its key is forgotten by now.
        context.hotPath.lateStarts.add([{ ...row, key: null }]);
        throw error;
      });
    });
  },
};

/** Asks providers about attempts that stay undecided: after a crash, a lost answer, or a lost notification. */
export const resolveAttemptsJob: Job<PayingContext> = {
  name: 'resolve-attempts',
  pollIntervalMs: 500,
  runDue: async (context) => {
    const due = await claimDueAttempts(context.database.handle, batch, context.clock.offsetMs);
    return runEach(context.log, 'resolve-attempts', due, async (attempt) => {
      await resolveAttempt(context, attempt);
    });
  },
};

const page = 50;
const closeLinkCheckouts = 'close-link-checkouts';

/**
 * Closes the open checkouts of a link that was switched off, once that cannot be taken back any more; those being paid are
 * decided first.
 */
export const closeLinkCheckoutsJob: Job<PayingContext> = taskJob(
  closeLinkCheckouts,
  async (context, task) => {
    const { organizationId, subjectId: paymentLinkId } = task;
    const link = { organizationId, paymentLinkId };
    let last: string | undefined;
    let failure: PromiseRejectedResult | undefined;
    do {
      const { database, clock } = context;
      const closing = await findLinkClosing(database.handle, organizationId, paymentLinkId, clock.offsetMs);
      if (!closing.isClosed) return;
      // Taken back and switched off once more since this was asked for: it begins anew.
      if (closing.closesAt)
        return scheduleTask(database.handle, { ...task, kind: closeLinkCheckouts, dueAt: closing.closesAt });
      const ids = await listUnfinishedOfLink(context.database.handle, link, last, page);
      // What is still being paid is closed by its own decision, because the link is closed.
      const outcomes = await Promise.allSettled(
        ids.map((checkoutId) => closeWithLink(context, { ...link, checkoutId })),
      );
      failure ??= outcomes.find((outcome) => outcome.status === 'rejected');
      last = ids.length < page ? undefined : ids.at(-1);
    } while (last);
    // One that could not be closed holds up no other, but brings the task back.
    if (failure) throw failure.reason;
  },
);

export const checkoutJobs: readonly Job<PayingContext>[] = [
  expireCheckoutsJob,
  resolveAttemptsJob,
  closeLinkCheckoutsJob,
];
