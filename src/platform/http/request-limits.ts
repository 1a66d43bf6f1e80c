import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { limitSubject } from './client-address.ts';
import { type Limits, perHour, perMinute, type RateLimiter } from './rate-limiter.ts';
import type { Caller, RequestFacts } from './route.ts';
import { forgetOldSums, sharedCounts } from './store.ts';

/**
 * Requests of a minute or an hour. An address may be a whole office, a checkout is one buyer (card testing), a key is
 * one server. A receipt here is a PDF, which takes longer to make than anything else that strangers may ask for. What
 * sends requests or mails to others on somebody's word is counted by organization, by the host of an image, and by who
 * gets a mail.
 */
export const requestLimits = {
  'start-address': perMinute(60),
  'pay-address': perMinute(60),
  'pay-checkout': perMinute(20),
  'receipt-address': perMinute(30),
  'read-address': perMinute(600),
  'media-address': perMinute(600),
  'api-key': perMinute(3_000),
  session: perMinute(600),
  'webhook-test-organization': perHour(20),
  'webhook-resend-organization': perHour(300),
  'statement-organization': perHour(300),
  'image-organization': perHour(300),
  'image-host': perMinute(60),
  'sandbox-mail-recipient': perHour(5),
} satisfies Limits;

/** Exports of one organization that one process sends at once; they last as long as whoever reads them is slow. */
export const exportsAtOnce = 3;

/** What is counted by the organization of the caller instead of by an address. */
const ofOrganization = new Set(['webhook-test', 'webhook-resend', 'statement']);

/** Counts a request in the buckets of its route, if any, and its caller; throws 429 when one is empty. */
export type TakeFromBucket = (
  bucket: string | undefined,
  request: { facts: RequestFacts; caller: Caller | undefined; params: Record<string, string> },
) => void;

/** Counts a request in every bucket that its route and its caller fall into. */
export function takeRequest(
  limiter: RateLimiter,
  bucket: string | undefined,
  request: Parameters<TakeFromBucket>[1],
): void {
  if (request.caller) takeCaller(limiter, request.caller, bucket);
  if (bucket === undefined || bucket === 'api') return;
  if (ofOrganization.has(bucket)) {
    if (request.caller) limiter.take(`${bucket}-organization`, request.caller.organizationId);
    return;
  }
  if (bucket === 'pay')
    limiter.take(
      'pay-checkout',
      createHash('sha256')
        .update(request.params.token ?? '')
        .digest('base64url'),
    );
  limiter.take(`${bucket}-address`, limitSubject(request.facts.address));
}

/** A key where its route asks for that, a session wherever it goes. */
function takeCaller(limiter: RateLimiter, caller: Caller, bucket: string | undefined): void {
  if (caller.kind === 'session') limiter.take('session', caller.sessionId);
  else if (bucket === 'api') limiter.take('api-key', caller.apiKeyId);
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
