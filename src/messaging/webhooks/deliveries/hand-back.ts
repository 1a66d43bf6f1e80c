import type { MessagingContext } from '#messaging/context.ts';
import { readCommitted } from '#platform/db/read-committed.ts';
import { type ClaimedDelivery, updateHandedBack } from './store.ts';

/** Lets other workers have what this one claimed and did not send. */
export async function handBack(
  context: MessagingContext,
  deliveries: readonly ClaimedDelivery[],
): Promise<void> {
  const keys = deliveries.map(({ organizationId, id, claimedUntil }) => ({
    organizationId,
    id,
    claimedUntil,
  }));
  await context.database.transaction(async (tx) => {
    await readCommitted(tx);
    await updateHandedBack(tx, keys, context.clock.offsetMs);
  });
}
