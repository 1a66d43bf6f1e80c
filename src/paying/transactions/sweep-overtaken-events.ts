import { removeEvents, sweepEvents } from '#messaging/events/sweep-events.ts';
import type { Context } from '#platform/context.ts';
import type { Swept } from '#platform/db/retention.ts';
import { addEventsRemoved, selectOvertaken } from './store.ts';

/**
 * Removes old events of payments after which a later one says more. The last word about each payment and refund
 * stays, and each transaction counts what is gone, so that `verify` still proves that none is missing.
 */
export async function sweepOvertakenEvents(context: Context, days: number, limit: number): Promise<Swept> {
  return sweepEvents(context, 'overtaken events', days, limit, async (tx, slice) => {
    const { organizationId } = slice;
    const overtaken = await selectOvertaken(tx, slice, limit);
    const numbered = overtaken.filter(({ isNumbered }) => isNumbered);
    await addEventsRemoved(
      tx,
      organizationId,
      numbered.map(({ transactionId }) => transactionId),
    );
    await removeEvents(
      tx,
      organizationId,
      overtaken.map(({ id }) => id),
    );
    return overtaken.length;
  });
}
