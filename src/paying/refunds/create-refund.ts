import {
  idempotencyKey,
  type JudgedKey,
  judgeKey,
  type StoredAnswer,
} from '#paying/checkouts/idempotency.ts';
import { answerOfKey } from '#paying/checkouts/key-problems.ts';
import type { PayingContext } from '#paying/context.ts';
import { actedBy, type NewAuditEntry } from '#platform/audit/record-audit.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { RefundAnswer, RefundCreate } from '#platform/contract/refunds.ts';
import type { Caller } from '#platform/http/route.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { decideRefund, type RefundDecision } from './decide-refund.ts';
import { exceedsProblem, findRefundable, notPaid, type Refundable } from './find-refundable.ts';
import { requireRefundCode } from './refund-code.ts';
import { sendRefund } from './send-refund.ts';
import { showRefund } from './show-refund.ts';
import { claimRefund, findRefundRow } from './store.ts';

export type RefundRequest = {
  readonly reference: string;
  readonly body: RefundCreate;
  readonly idempotencyKey: string | undefined;
};

type Asked = { readonly decision: RefundDecision } | { readonly judged: JudgedKey };

/**
 * Gives a payment back, in full or in part. The amount is reserved under the payment's lock, so that two refunds at
 * once never give back more than was paid; the provider is asked afterwards, outside any transaction.
 */
export async function createRefund(
  context: PayingContext,
  caller: Caller,
  request: RefundRequest,
): Promise<{ refund: RefundAnswer; isReplay: boolean }> {
  const key = request.idempotencyKey
    ? requestKey(context, caller, request, request.idempotencyKey)
    : undefined;
  const earlier = key && (await findKeyed(context, caller, key.scope, key.bodyHash));
  if (earlier) return { refund: earlier, isReplay: true };
  const refundable = await findRefundable(context, caller, request.reference, request.body.amount);
  if (caller.kind === 'session') await requireRefundCode(context, caller, refundable, request.body.code);
  const refundId = uuidv7(context.clock.now());
  const asked = await context.hotPath.change<Asked>({
    organizationId: caller.organizationId,
    checkoutId: refundable.checkoutId,
    isAudited: true,
    ...(key ? { idempotencyScope: key.scope } : {}),
    decide: ({ state, key: stored }) => {
      const judged = key && stored ? judgeKey(key, stored) : undefined;
      if (judged) return { result: { judged } };
      const decision = decideRefund(state, {
        refundId,
        amountMinor: refundable.amountMinor,
        reason: request.body.reason?.trim() || null,
        requestedBy:
          caller.kind === 'session' ? formatId('usr', caller.userId) : formatId('key', caller.apiKeyId),
      });
      if (decision.verdict !== 'requested') return { result: { decision } };
      const answer: StoredAnswer = { refundId };
      return {
        result: { decision },
        change: decision.change,
        audit: auditEntry(caller, refundable, refundId, decision.amountMinor),
        ...(key ? { key: { ...key, answer } } : {}),
      };
    },
  });
  if (!asked) throw notFound('transaction');
  if ('judged' in asked)
    return {
      refund: await load(context, caller, String(answerOfKey(asked.judged).refundId)),
      isReplay: true,
    };
  if (asked.decision.verdict === 'not_paid') throw notPaid();
  if (asked.decision.verdict === 'exceeds')
    throw exceedsProblem(asked.decision.remainingMinor, refundable.currency);
  const due = await claimRefund(
    context.database.handle,
    caller.organizationId,
    refundId,
    context.clock.offsetMs,
  );
  if (due) await sendRefund(context, due);
  return { refund: await load(context, caller, refundId), isReplay: false };
}

function requestKey(context: PayingContext, caller: Caller, request: RefundRequest, key: string) {
  const mode = caller.kind === 'api-key' ? caller.mode : 'dashboard';
  const body = { ...request.body, code: undefined };
  return idempotencyKey(
    context.fixedKey,
    `organization:${caller.organizationId}:${mode}`,
    'POST',
    `/transactions/${request.reference}/refund/`,
    key,
    body,
  );
}

/** A replay needs no fresh code: the first request used one up. */
async function findKeyed(
  context: PayingContext,
  caller: Caller,
  scope: string,
  bodyHash: string,
): Promise<RefundAnswer | undefined> {
  const stored = await context.hotPath.findKey(caller.organizationId, scope);
  if (!stored) return undefined;
  const answer = answerOfKey(judgeKey({ scope, bodyHash }, stored));
  return load(context, caller, String(answer.refundId));
}

async function load(context: PayingContext, caller: Caller, refundId: string): Promise<RefundAnswer> {
  const row = await findRefundRow(context.database.handle, caller.organizationId, refundId);
  if (!row) throw notFound('refund');
  return showRefund(row);
}

function auditEntry(
  caller: Caller,
  { publicId, currency }: Refundable,
  refundId: string,
  amountMinor: bigint,
): NewAuditEntry {
  return {
    ...actedBy(caller),
    action: 'refund.created',
    target: { type: 'refund', id: formatId('RF', refundId) },
    details: { transaction_id: publicId, amount: formatAmount(amountMinor), currency },
  };
}
