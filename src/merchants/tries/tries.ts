import { createHash } from 'node:crypto';
import { problem } from '#platform/contract/errors.ts';
import { limitSubject } from '#platform/http/client-address.ts';
import type { Problem } from '#platform/kit/problem.ts';

export const bucketNames = [
  'password-account',
  'password-address',
  'reset-account',
  'reset-address',
  'token-address',
  'invitation-organization',
] as const;
export type BucketName = (typeof bucketNames)[number];

/** What tries are counted for: an account, whoever asks; an address, whatever it asks for; or an organization. */
export type Bucket = { readonly bucket: BucketName; readonly subject: string };
export type Count = { readonly bucket: BucketName; readonly count: number; readonly secondsLeft: number };

export const windowSeconds = 15 * 60;
/**
 * Tries in one window: with a wrong password, for a mail with a new one, with a token of a mail, and invitations.
 * An address may be a whole office, so it gets more.
 */
export const allowedTries: Readonly<Record<BucketName, number>> = {
  'password-account': 10,
  'password-address': 100,
  'reset-account': 3,
  'reset-address': 30,
  'token-address': 60,
  'invitation-organization': 60,
};

/** The account is kept as a hash: what people typed into a sign-in form is not ours to collect. */
export function accountBucket(email: string, bucket: BucketName = 'password-account'): Bucket {
  return { bucket, subject: createHash('sha256').update(email).digest('hex') };
}

/** One IPv6 customer has a whole /64, so those count together. */
export function addressBucket(address: string, bucket: BucketName = 'password-address'): Bucket {
  return { bucket, subject: limitSubject(address) };
}

/** The problem with one try too many in any bucket, telling when the last of them opens again. */
export function tooManyTries(counts: readonly Count[]): Problem | undefined {
  const full = counts.filter(({ bucket, count }) => count > allowedTries[bucket]);
  if (full.length === 0) return undefined;
  const seconds = Math.max(...full.map(({ secondsLeft }) => secondsLeft));
  const minutes = Math.ceil(seconds / 60);
  const isPassword = full.some(({ bucket }) => bucket.startsWith('password-'));
  const what = isPassword ? 'tries with a wrong password' : 'requests of this kind';
  return problem('rate_limited', {
    detail: `There were too many ${what}; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    headers: { 'retry-after': String(seconds) },
  });
}
