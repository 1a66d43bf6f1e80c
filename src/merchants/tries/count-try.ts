import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { countTries, forgetTries, giveTryBack } from './store.ts';
import { accountBucket, addressBucket, type Bucket, tooManyTries, windowSeconds } from './tries.ts';

export type PasswordTry = { readonly email: string; readonly address: string };

/**
 * Counts a try with a password before the password is looked at, so that tries at the same moment cannot slip
 * through together. Throws 429 `rate_limited` when there were too many.
 */
export async function countTry(context: Context, { email, address }: PasswordTry): Promise<void> {
  await countRequest(context, [accountBucket(email), addressBucket(address)]);
}

/** Counts a request in each bucket; throws 429 `rate_limited` when any of them is full. */
export async function countRequest(context: Context, buckets: readonly Bucket[]): Promise<void> {
  const refusal = await refusalOf(context, buckets);
  if (refusal) throw refusal;
}

/** Counts a request and tells whether its bucket had room, for an answer that must not differ. */
export async function hasRoom(context: Context, bucket: Bucket): Promise<boolean> {
  return (await refusalOf(context, [bucket])) === undefined;
}

async function refusalOf(context: Context, buckets: readonly Bucket[]) {
  if (context.config.rateLimit === 'off') return undefined;
  const counts = await context.database.transaction((tx) =>
    countTries(tx, buckets, windowSeconds, context.clock.offsetMs),
  );
  return tooManyTries(counts);
}

/** A step: the password was right, so the account starts afresh and the address gets its try back. */
export async function forgiveTry(tx: Handle, { email, address }: PasswordTry): Promise<void> {
  await forgetTries(tx, accountBucket(email));
  await giveTryBack(tx, addressBucket(address));
}

/** A step: whoever chose a new password by mail signs in with it at once, however often others tried the old one. */
export async function forgiveAccount(tx: Handle, email: string): Promise<void> {
  await forgetTries(tx, accountBucket(email));
}
