import type { Dispute } from '#paying/providers/port.ts';
import type { DisputeAnswer } from '#platform/contract/transactions.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';

/** A dispute as it lies in the database: money and time are text. */
export type StoredDispute = {
  readonly status: Dispute['status'];
  readonly reason: string;
  readonly dueBy: string | null;
  readonly amountMinor: string;
};

export function storeDispute({ status, reason, dueBy, amountMinor }: Dispute): StoredDispute {
  return { status, reason, dueBy: dueBy && dueBy.toISOString(), amountMinor: String(amountMinor) };
}

export function readDispute({ status, reason, dueBy, amountMinor }: StoredDispute): Dispute {
  return { status, reason, dueBy: dueBy === null ? null : new Date(dueBy), amountMinor: BigInt(amountMinor) };
}

export function showDispute({ status, reason, dueBy, amountMinor }: Dispute): DisputeAnswer {
  return { status, reason, due_by: dueBy && formatInstant(dueBy), amount: formatAmount(amountMinor) };
}

/** What of a payment is gone, or may be: nothing once it was won back. */
export function withheldMinor(dispute: Dispute | null): bigint {
  return dispute === null || dispute.status === 'won' ? 0n : dispute.amountMinor;
}

export function isSameDispute(left: Dispute | null, right: Dispute): boolean {
  return (
    left !== null &&
    left.status === right.status &&
    left.reason === right.reason &&
    left.amountMinor === right.amountMinor &&
    left.dueBy?.getTime() === right.dueBy?.getTime()
  );
}
