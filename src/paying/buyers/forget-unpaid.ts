import { holdTransactionEvents, rewriteEvents } from '#messaging/events/rewrite-events.ts';
import { findPendingOf } from '#messaging/webhooks/deliveries/find-pending.ts';
import { forgetBankPayers } from '#paying/bank-entries/forget-payers.ts';
import { forgetTransferBuyers } from '#paying/bank-transfers/forget-buyers.ts';
import { forgetBuyersOf, holdUnpaid, type UnpaidCheckout } from '#paying/checkouts/forget-buyers.ts';
import { forgetPayers } from '#paying/transactions/blank-payers.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Swept } from '#platform/db/retention.ts';
import { withoutBuyer } from './without-buyer.ts';

// Each brings its attempts and events along.
const checkoutsAtOnce = 200;

/**
 * Forgets buyers whose checkouts closed unpaid so many days ago: name, addresses, mail, phone, tax id, card, and where
 * they came from. Rows, amounts and states stay, so that statistics and `verify` find the same. What is still being
 * sent to a merchant's server is left for later: its bytes must not change under a retry.
 */
export async function forgetUnpaid(
  { database, clock }: Context,
  days: number,
  limit: number,
): Promise<Swept> {
  const atOnce = Math.min(limit, checkoutsAtOnce);
  return database.transaction(async (tx) => {
    const unpaid = await holdUnpaid(tx, days, atOnce, clock.offsetMs);
    const forgotten = await forget(tx, unpaid);
    return { rows: forgotten, isDone: forgotten === 0 || unpaid.length < atOnce };
  });
}

async function forget(tx: Handle, unpaid: readonly UnpaidCheckout[]): Promise<number> {
  const events = await holdTransactionEvents(tx, withTransaction(unpaid));
  const pending = await findPendingOf(tx, events);
  const waiting = new Set(events.filter(({ id }) => pending.has(id)).map(({ checkoutId }) => checkoutId));
  const forgotten = unpaid.filter(({ checkoutId }) => !waiting.has(checkoutId));
  await forgetBuyersOf(tx, forgotten, { keepsCountry: false });
  await forgetTransferBuyers(tx, forgotten);
  for (const { organizationId, transactionId } of withTransaction(forgotten))
    await forgetBankPayers(tx, organizationId, [transactionId]);
  await forgetPayers(tx, withTransaction(forgotten));
  await rewriteEvents(
    tx,
    events.filter(({ checkoutId }) => !waiting.has(checkoutId)),
    withoutBuyer,
  );
  return forgotten.length;
}

function withTransaction(checkouts: readonly UnpaidCheckout[]) {
  return checkouts.flatMap(({ organizationId, transactionId }) =>
    transactionId === null ? [] : { organizationId, transactionId },
  );
}
