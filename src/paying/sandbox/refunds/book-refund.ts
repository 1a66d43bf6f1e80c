import type { ProviderRefund, RefundPayment } from '#paying/providers/port.ts';
import { drawsOf } from '#paying/sandbox/draws.ts';
import type { Database } from '#platform/db/database.ts';
import { findRefundStatus, insertRefund } from './store.ts';

/** Gives money back in the sandbox's own book: the same refund once, however often it is asked for. */
export async function bookRefund(
  database: Pick<Database, 'run'>,
  request: RefundPayment,
  offsetMs: number,
): Promise<ProviderRefund> {
  await insertRefund(database, request, drawsOf(request.refundId).refundFailure, offsetMs);
  const status = await findRefundStatus(database, request.organizationId, request.refundId, offsetMs);
  return { reference: request.refundId, status };
}
