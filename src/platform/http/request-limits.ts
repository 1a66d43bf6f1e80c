import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { limitSubject } from './client-address.ts';
import type { Limits, RateLimiter } from './rate-limiter.ts';
import type { Caller, RequestFacts } from './route.ts';
import { forgetOldSums, sharedCounts } from './store.ts';

/**
 * Requests a minute. An address may be a whole office, a checkout is one buyer (card testing), a key is one server. A
 * receipt here is a PDF, which takes longer to make than anything else that strangers may ask for.
 */
export const requestLimits: Limits = {
  'start-address': 60,
  'pay-address': 60,
  'pay-checkout': 20,
  'receipt-address': 30,
  'api-key': 3_000,
};

/** Counts a request in the buckets of its route; throws 429 when one is empty. */
export type TakeFromBucket = (
  bucket: string,
  request: { facts: RequestFacts; caller: Caller | undefined; params: Record<string, string> },
) => void;

/** Counts a request in every bucket that its route falls into. */
export function takeRequest(
  limiter: RateLimiter,
  bucket: string,
  request: Parameters<TakeFromBucket>[1],
): void {
  const address = limitSubject(request.facts.address);
  if (bucket === 'api') {
    if (request.caller?.kind === 'api-key') limiter.take('api-key', request.caller.apiKeyId);
    return;
  }
  if (bucket === 'pay')
    limiter.take(
      'pay-checkout',
      createHash('sha256')
        .update(request.params.token ?? '')
        .digest('base64url'),
    );
  limiter.take(`${bucket}-address`, address);
}

/** Tells the other instances what this one counted, once a second. */
export function exchangeLimitsJob(limiter: RateLimiter) {
  let runs = 0;
  return {
    name: 'exchange-rate-limits',
    pollIntervalMs: 1_000,
    runDue: async ({ database }: Pick<Context, 'database'>): Promise<number> => {
      await limiter.exchange(sharedCounts(database));
      runs += 1;
      if (runs % 600 === 1) await forgetOldSums(database);
      return 0;
    },
  };
}
