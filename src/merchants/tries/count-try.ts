import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { countTries, forgetTries, giveTryBack } from './store.ts';
import { accountBucket, addressBucket, tooManyTries, windowSeconds } from './tries.ts';

export type PasswordTry = { readonly email: string; readonly address: string };

/**
 * Counts a try with a password before the password is looked at, so that tries at the same moment cannot slip
 * through together. Throws 429 `rate_limited` when there were too many.
 */
export async function countTry(context: Context, { email, address }: PasswordTry): Promise<void> {
  if (context.config.rateLimit === 'off') return;
  const buckets = [accountBucket(email), addressBucket(address)];
  const counts = await context.database.transaction((tx) =>
    countTries(tx, buckets, windowSeconds, context.clock.offsetMs),
  );
  const refusal = tooManyTries(counts);
  if (refusal) throw refusal;
}

/** A step: the password was right, so the account starts afresh and the address gets its try back. */
export async function forgiveTry(tx: Handle, { email, address }: PasswordTry): Promise<void> {
  await forgetTries(tx, accountBucket(email));
  await giveTryBack(tx, addressBucket(address));
}
