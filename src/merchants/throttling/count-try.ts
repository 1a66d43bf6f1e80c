import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { forgetPairs, forgetTries, giveTryBack, holdCounts, writeCounts } from './store.ts';
import { accountBucket, type Bucket, decideTry, type PasswordTry, passwordBuckets } from './tries.ts';

/** Where a try was counted, to be taken back when the password was right. */
export type CountedTry = readonly Bucket[];

/**
 * Counts a try with a password before the password is looked at, so that tries at the same moment cannot slip
 * through together.
 *
 * @throws 429 `rate_limited` when there were too many, or too soon one after the other
 */
export async function countTry(context: Context, tried: PasswordTry): Promise<CountedTry> {
  const buckets = passwordBuckets(tried);
  await countRequest(context, buckets);
  return buckets;
}

/**
 * Counts a try with a password by whoever is signed in. It is counted apart: wrong passwords at the sign-in keep nobody
 * from changing theirs, and the other way round.
 *
 * @param firstSessionId the session that all switched ones go back to
 * @throws 429 `rate_limited`
 */
export async function countCheck(context: Context, firstSessionId: string): Promise<CountedTry> {
  const buckets: CountedTry = [{ bucket: 'password-session', subject: firstSessionId }];
  await countRequest(context, buckets);
  return buckets;
}

/** Counts a request in each bucket; throws 429 `rate_limited` when any of them is full, and then counts in none. */
export async function countRequest(context: Context, buckets: readonly Bucket[]): Promise<void> {
  const refusal = await refusalOf(context, buckets);
  if (refusal) throw refusal;
}

/** A step: the same within a transaction, for what is counted only once nothing else refuses it. */
export async function countRequestNow(
  tx: Handle,
  context: Context,
  buckets: readonly Bucket[],
): Promise<void> {
  if (context.config.rateLimit === 'off') return;
  const refusal = await count(tx, buckets, context.clock.offsetMs);
  if (refusal) throw refusal;
}

/** Counts a request and tells whether its bucket had room, for an answer that must not differ. */
export async function hasRoom(context: Context, bucket: Bucket): Promise<boolean> {
  return (await refusalOf(context, [bucket])) === undefined;
}

/** A step: the same within a transaction. Where it has no room nothing is counted. */
export async function hasRoomNow(tx: Handle, context: Context, bucket: Bucket): Promise<boolean> {
  if (context.config.rateLimit === 'off') return true;
  return (await count(tx, [bucket], context.clock.offsetMs)) === undefined;
}

async function refusalOf(context: Context, buckets: readonly Bucket[]): Promise<Problem | undefined> {
  if (context.config.rateLimit === 'off') return undefined;
  return context.database.transaction((tx) => count(tx, buckets, context.clock.offsetMs));
}

async function count(tx: Handle, buckets: readonly Bucket[], offsetMs: number): Promise<Problem | undefined> {
  const decided = decideTry(await holdCounts(tx, buckets, offsetMs));
  if ('refusal' in decided) return decided.refusal;
  await writeCounts(tx, decided.counts, offsetMs);
  return undefined;
}

/**
 * A step: the password was right. What this person tried is forgotten; what others count in as well gets this one try
 * back, so that they gain nothing by it.
 */
export async function forgiveTry(tx: Handle, counted: CountedTry): Promise<void> {
  for (const bucket of counted) {
    const isShared = bucket.bucket === 'password-address' || bucket.bucket === 'password-strangers';
    await (isShared ? giveTryBack(tx, bucket) : forgetTries(tx, bucket));
  }
}

/** A step: gives one counted request back, which turned out to be no guess. */
export async function giveBack(tx: Handle, bucket: Bucket): Promise<void> {
  await giveTryBack(tx, bucket);
}

/** A step: whoever has a new password signs in with it at once, however often the old one was tried. */
export async function forgiveAccount(tx: Handle, email: string): Promise<void> {
  await forgetPairs(tx, accountBucket(email, 'password-pair'));
  await forgetTries(tx, accountBucket(email, 'password-strangers'));
}
