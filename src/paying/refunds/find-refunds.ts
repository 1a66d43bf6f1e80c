import type { PayingContext } from '#paying/context.ts';
import { findTransactionRow } from '#paying/transactions/find-transactions.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { RefundAnswer, RefundListQuery } from '#platform/contract/refunds.ts';
import { listAnswer, readPageRequest, toPage } from '#platform/db/page.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import type { Caller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { showRefund } from './show-refund.ts';
import { findRefundRow, listRefundRows } from './store.ts';

/** The organization's refunds, newest first. */
export async function findRefunds(
  context: PayingContext,
  caller: Caller,
  query: RefundListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const transaction =
    query.transaction === undefined
      ? undefined
      : await findTransactionRow(context, caller, query.transaction);
  if (query.transaction !== undefined && !transaction) return { results: [], next: null, previous: null };
  const filters = {
    mode: modeOf(caller, query.mode),
    status: query.status,
    transactionId: transaction?.id,
  };
  const found = await listRefundRows(context.database.handle, caller.organizationId, filters, page);
  return listAnswer(toPage(found, page), requestUrl, context.config.publicUrl, showRefund);
}

/** One refund; an API key sees its own mode only. */
export async function getRefund(
  context: PayingContext,
  caller: Caller,
  reference: string,
): Promise<RefundAnswer> {
  const id = parseId('RF', reference);
  const row = id && (await findRefundRow(context.database.handle, caller.organizationId, id));
  if (!row || (caller.kind === 'api-key' && row.mode !== caller.mode)) throw notFound('refund');
  return showRefund(row);
}
