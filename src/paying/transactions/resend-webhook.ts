import { resendLatestOfTransaction } from '#messaging/webhooks/deliveries/resend-delivery.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { getTransaction } from './find-transactions.ts';

/**
 * Sends what a transaction's newest event tells once more, under a new delivery id.
 *
 * @param reference its id (`TX…`) or number
 * @returns the id of the delivery
 * @throws 404; 409 `webhook_disabled`
 */
export async function resendTransactionWebhook(
  context: Context,
  caller: SessionCaller,
  reference: string,
): Promise<string> {
  const transaction = await getTransaction(context, caller, reference);
  const transactionId = parseId('TX', transaction.id);
  if (!transactionId) throw notFound('transaction');
  return resendLatestOfTransaction(context, caller, transactionId);
}
