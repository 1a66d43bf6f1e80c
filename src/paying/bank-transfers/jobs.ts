import type { PayingContext } from '#paying/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { runEach } from '#platform/jobs/run-each.ts';
import { applyDueTransfer } from './apply-transfer.ts';
import { remindBuyer } from './remind-buyer.ts';
import { claimToApply, claimToRemind } from './store.ts';

const batch = 50;

/** Tells checkouts what their transfers came to, where whoever wrote it down could not. */
export const applyTransfersJob: Job<PayingContext> = {
  name: 'apply-transfers',
  pollIntervalMs: 1_000,
  runDue: async (context) => {
    const due = await claimToApply(context.database.handle, batch, context.clock.offsetMs);
    return runEach(context.log, 'apply-transfers', due, (transfer) => applyDueTransfer(context, transfer));
  },
};

/** Mails buyers a day before their time ends. */
export const remindTransfersJob: Job<PayingContext> = {
  name: 'remind-transfers',
  pollIntervalMs: 10_000,
  runDue: async (context) => {
    const due = await claimToRemind(context.database.handle, batch, context.clock.offsetMs);
    return runEach(context.log, 'remind-transfers', due, (reminder) => remindBuyer(context, reminder));
  },
};

export const transferJobs: readonly Job<PayingContext>[] = [applyTransfersJob, remindTransfersJob];
