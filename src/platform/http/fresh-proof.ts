import { problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from './route.ts';

/**
 * Whoever found an open session must not be able to take money away with it, or to make a way in that stays.
 *
 * @throws 403 `fresh_proof_required` unless a password or second factor was given in the last ten minutes
 */
export function requireFreshProof({ isProven }: Pick<SessionCaller, 'isProven'>): void {
  if (isProven) return;
  throw problem('fresh_proof_required', {
    detail:
      'Show that it is you: send your password, or your second factor if you have one, to POST /api/auth/proof/, then repeat this request within ten minutes. Nothing was changed.',
  });
}
