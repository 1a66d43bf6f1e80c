import type { BookedRefund, RefundResult } from './changes.ts';

/** The merchant is told of a refund that nobody asked for, and the buyer once it is on its way; the subject is the refund. */
export const owedBackKind = 'tell-owed-back';
export const sentBackKind = 'tell-sent-back';

const owedReasons = ['late_payment', 'excess_charge'];

/** What is to be told of refunds that were just booked or decided. */
export function returnedTasks(
  booked: readonly BookedRefund[],
  results: readonly RefundResult[],
): { readonly kind: string; readonly subjectId: string }[] {
  const isOwed = ({ reason }: { readonly reason: string | null }) => owedReasons.includes(reason ?? '');
  return [
    ...booked
      .filter((refund) => refund.requestedBy === null && isOwed(refund))
      .map(({ id }) => ({ kind: owedBackKind, subjectId: id })),
    ...results
      .filter(({ status, refund }) => status === 'succeeded' && isOwed(refund))
      .map(({ refund }) => ({ kind: sentBackKind, subjectId: refund.id })),
  ];
}
