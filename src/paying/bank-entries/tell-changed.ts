import { applyTransfer } from '#paying/bank-transfers/apply-transfer.ts';
import type { PayingContext } from '#paying/context.ts';
import { sendRefundNow } from '#paying/refunds/send-refund-now.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import type { Changed } from './import-statement.ts';

/** So many are told while somebody waits; jobs tell the others. */
const mostToldAtOnce = 100;

/** Tells checkouts and refunds what a statement or a person said of their money, after that was committed. */
export async function tellChanged(
  context: PayingContext,
  { organizationId, attemptIds, refundIds }: Changed,
): Promise<void> {
  try {
    for (const attemptId of attemptIds.slice(0, mostToldAtOnce))
      await applyTransfer(context, { organizationId, attemptId });
    for (const refundId of refundIds.slice(0, mostToldAtOnce))
      await sendRefundNow(context, organizationId, refundId);
  } catch (error) {
    // It was kept: jobs go on with it.
    if (!isToldAlready(error)) context.log.error({ err: error }, 'what a statement says is told later');
  }
  context.wakeJobs('apply-transfers', 'send-refunds');
}
