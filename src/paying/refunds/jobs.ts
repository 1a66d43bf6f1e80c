import { owedBackKind, sentBackKind } from '#paying/checkouts/returned-tasks.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { taskJob } from '#platform/jobs/tasks.ts';
import { sendRefund } from './send-refund.ts';
import { claimDueRefunds } from './store.ts';
import { tellBuyer, tellMerchant } from './tell-returned.ts';

const batch = 20;

/** Gives money back that is owed: late payments and excess charges by themselves, and what stayed undecided. */
export const sendRefundsJob: Job<PayingContext> = {
  name: 'send-refunds',
  pollIntervalMs: 1_000,
  runDue: async (context) => {
    const due = await claimDueRefunds(context.database.handle, batch, context.clock.offsetMs);
    await Promise.all(due.map((refund) => sendRefund(context, refund)));
    return due.length;
  },
};

export const tellOwedBackJob: Job<PayingContext> = taskJob(owedBackKind, tellMerchant);
export const tellSentBackJob: Job<PayingContext> = taskJob(sentBackKind, tellBuyer);
