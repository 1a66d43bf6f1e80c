import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';
import type { JudgedKey, StoredAnswer } from './idempotency.ts';

/**
 * The kept answer of the first request with a key, or the problem with sending this one.
 *
 * @param reuseDetail the way out for another request under the same key, where it is not the usual one
 */
export function answerOfKey(judged: JudgedKey, reuseDetail?: string): StoredAnswer {
  if (judged.verdict === 'replayed') return judged.answer;
  if (judged.verdict === 'reuse') throw keyReuseProblem(reuseDetail);
  throw problem('idempotency_in_progress', {
    detail: 'The first request with this Idempotency-Key is still running; try again in a moment.',
    headers: { 'retry-after': '2' },
  });
}

export function keyReuseProblem(
  detail = 'This Idempotency-Key was used for another request; use a new key, or send the same body.',
): Problem {
  return problem('idempotency_key_reuse', { detail });
}
