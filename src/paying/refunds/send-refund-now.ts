import type { PayingContext } from '#paying/context.ts';
import { sendRefund } from './send-refund.ts';
import { claimRefund } from './store.ts';

/** Asks the provider about one refund at once; nothing where it is decided. */
export async function sendRefundNow(
  context: PayingContext,
  organizationId: string,
  refundId: string,
): Promise<void> {
  const { database, clock } = context;
  const due = await claimRefund(database.handle, organizationId, refundId, clock.offsetMs);
  if (due) await sendRefund(context, due);
}
