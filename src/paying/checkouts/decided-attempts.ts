import { declineCodes, readDeclineCode } from '#platform/contract/declines.ts';
import type { DomainCounter, LabelsOf } from '#platform/kit/domain-counter.ts';
import { type Attempt, isUndecided } from './attempt.ts';
import type { CheckoutState } from './checkout.ts';

/** What became of attempts to pay; one that was declined and turns out to be paid counts as both. */
export const decidedAttempts = {
  name: 'payment_attempts_decided_total',
  help: 'Attempts to pay by what became of them, with the code of a decline',
  labels: {
    mode: ['sandbox', 'live'],
    result: ['succeeded', 'declined', 'canceled'],
    code: ['', ...declineCodes],
  },
} as const satisfies DomainCounter;

/** How a change decided an attempt; undefined where it decided nothing. */
export function decisionOf(
  before: CheckoutState,
  after: CheckoutState,
  attemptId: string,
): LabelsOf<typeof decidedAttempts> | undefined {
  const find = ({ attempts }: CheckoutState) => attempts.find(({ id }) => id === attemptId);
  const attempt = find(after);
  if (!attempt || isUndecided(attempt) || find(before)?.status === attempt.status) return undefined;
  return { mode: after.mode, ...resultOf(attempt) };
}

function resultOf({ status, errorCode }: Attempt): Pick<LabelsOf<typeof decidedAttempts>, 'result' | 'code'> {
  if (status === 'succeeded') return { result: 'succeeded', code: '' };
  if (status === 'canceled') return { result: 'canceled', code: '' };
  return { result: 'declined', code: readDeclineCode(errorCode) };
}
