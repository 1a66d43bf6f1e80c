import { createHash } from 'node:crypto';
import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';

export const bucketNames = ['password-account', 'password-address'] as const;
export type BucketName = (typeof bucketNames)[number];

/** What tries are counted for: an account, whoever asks, or an address, whatever it asks for. */
export type Bucket = { readonly bucket: BucketName; readonly subject: string };
export type Count = { readonly bucket: BucketName; readonly count: number; readonly secondsLeft: number };

export const windowSeconds = 15 * 60;
/** Failed tries in one window. An address may be a whole office, so it gets more. */
export const allowedTries: Readonly<Record<BucketName, number>> = {
  'password-account': 10,
  'password-address': 100,
};

/** The account is kept as a hash: what people typed into a sign-in form is not ours to collect. */
export function accountBucket(email: string): Bucket {
  return { bucket: 'password-account', subject: createHash('sha256').update(email).digest('hex') };
}

export function addressBucket(address: string): Bucket {
  return { bucket: 'password-address', subject: address };
}

/** The problem with one try too many in any bucket, telling when the last of them opens again. */
export function tooManyTries(counts: readonly Count[]): Problem | undefined {
  const full = counts.filter(({ bucket, count }) => count > allowedTries[bucket]);
  if (full.length === 0) return undefined;
  const seconds = Math.max(...full.map(({ secondsLeft }) => secondsLeft));
  const minutes = Math.ceil(seconds / 60);
  return problem('rate_limited', {
    detail: `There were too many tries with a wrong password; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    headers: { 'retry-after': String(seconds) },
  });
}
